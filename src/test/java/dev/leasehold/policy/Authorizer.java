package dev.leasehold.policy;

import dev.leasehold.model.Rule;
import java.util.BitSet;
import java.util.List;

/**
 * The API server's RBAC authorizer in miniature: whether a rule allows a request. Written from
 * Kubernetes' documentation of RBAC and knows nothing of {@link Coverage}.
 */
final class Authorizer {
  private Authorizer() {}

  /** One request; {@code path} is empty for those on resources. */
  record Ask(
      String verb, String group, String resource, String subresource, String name, String path) {
    static Ask resource(
        String verb, String group, String resource, String subresource, String name) {
      return new Ask(verb, group, resource, subresource, name, "");
    }

    static Ask path(String verb, String path) {
      return new Ask(verb, "", "", "", "", path);
    }
  }

  /** By number, which of the requests the rule allows. */
  static BitSet allowed(Rule rule, List<Ask> asks) {
    BitSet allowed = new BitSet();
    for (int i = 0; i < asks.size(); i++) {
      allowed.set(i, allows(rule, asks.get(i)));
    }
    return allowed;
  }

  private static boolean allows(Rule rule, Ask ask) {
    if (!rule.verbs().contains("*") && !rule.verbs().contains(ask.verb())) {
      return false;
    }
    return ask.resource().isEmpty() ? path(rule, ask) : resource(rule, ask);
  }

  private static boolean resource(Rule rule, Ask ask) {
    boolean group = rule.apiGroups().contains("*") || rule.apiGroups().contains(ask.group());
    boolean name = rule.resourceNames().isEmpty() || rule.resourceNames().contains(ask.name());
    boolean resource = rule.resources().contains("*");
    if (ask.subresource().isEmpty()) {
      resource |= rule.resources().contains(ask.resource());
    } else {
      resource |= rule.resources().contains(ask.resource() + "/" + ask.subresource());
      resource |= rule.resources().contains("*/" + ask.subresource());
    }
    return group && name && resource;
  }

  private static boolean path(Rule rule, Ask ask) {
    for (String url : rule.nonResourceUrls()) {
      int letters = url.length();
      while (letters > 0 && url.charAt(letters - 1) == '*') {
        letters--;
      }
      boolean prefix = letters < url.length() && ask.path().startsWith(url.substring(0, letters));
      if (prefix || url.equals(ask.path())) {
        return true;
      }
    }
    return false;
  }
}
