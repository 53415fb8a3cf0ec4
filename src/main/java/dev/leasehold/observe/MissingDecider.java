package dev.leasehold.observe;

import dev.leasehold.api.v1alpha1.ApprovalRule;
import dev.leasehold.api.v1alpha1.Entitlement;
import dev.leasehold.policy.Deciders;
import java.util.List;
import java.util.stream.Stream;

/**
 * Somebody whom an entitlement needs and to whom no binding gives the right: then a request can
 * never be made, approved or reviewed.
 *
 * @param resource with the role that approves, if one is missing
 */
public record MissingDecider(Act act, String resource) {
  private static final String ENTITLEMENTS = "entitlements";

  /** What nobody can do; each is the verb of the right it takes. */
  public enum Act {
    REQUEST("request", "request it"),
    APPROVE("approve", "approve as "),
    REVIEW("review", "review it");

    private final String verb;
    private final String words;

    Act(String verb, String words) {
      this.verb = verb;
      this.words = words;
    }
  }

  /**
   * One for each role in which nobody can approve, and likewise for requesting and reviewing.
   *
   * @param name the entitlement's qualified name
   */
  public static List<MissingDecider> of(Deciders deciders, String name, Entitlement entitlement) {
    boolean reviewed = entitlement.review() != null || entitlement.emergency() != null;
    return Stream.of(
            Stream.of(new MissingDecider(Act.REQUEST, ENTITLEMENTS))
                .filter(m -> !deciders.request(name)),
            rules(entitlement)
                .map(ApprovalRule::role)
                .distinct()
                .filter(role -> !deciders.approve(role, name))
                .map(role -> new MissingDecider(Act.APPROVE, ENTITLEMENTS + "/" + role)),
            Stream.of(new MissingDecider(Act.REVIEW, ENTITLEMENTS))
                .filter(m -> reviewed && !deciders.review(name)))
        .flatMap(missing -> missing)
        .toList();
  }

  private static Stream<ApprovalRule> rules(Entitlement entitlement) {
    return Stream.concat(
        entitlement.approval().rules().stream(),
        Stream.ofNullable(entitlement.emergency()).flatMap(e -> e.approval().rules().stream()));
  }

  /**
   * What nobody can do, and the right that is missing.
   *
   * @param where it was looked for
   */
  public String sentence(String name, String where) {
    String role = resource.substring(ENTITLEMENTS.length()).replace("/", "");
    return "nobody can %s%s: no ClusterRoleBinding in %s gives verb %s on %s (group leasehold.dev) for %s by name"
        .formatted(act.words, role, where, act.verb, resource, name);
  }
}
