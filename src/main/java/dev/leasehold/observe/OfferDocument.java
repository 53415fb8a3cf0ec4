package dev.leasehold.observe;

import dev.leasehold.api.v1alpha1.AccessRequest;
import dev.leasehold.model.ApprovalPolicy;
import dev.leasehold.model.Binding;
import dev.leasehold.model.Durations;
import dev.leasehold.model.Entitlement;
import dev.leasehold.model.Owners;
import dev.leasehold.model.Request;
import dev.leasehold.model.Rule;
import dev.leasehold.model.Target;
import dev.leasehold.model.VaultSource;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * Everything that an approver accepts, as one JSON document: whatever would be granted otherwise
 * makes another document, and so another digest.
 */
public final class OfferDocument {
  private OfferDocument() {}

  /**
   * The document whose digest is quoted by approvers.
   *
   * @param renewal 0 for the first window, 1 for its first renewal
   * @param nonce random, so that the digest cannot be known before the offer is made
   */
  public static String of(
      AccessRequest request,
      Entitlement entitlement,
      String subjectUid,
      int renewal,
      String nonce) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("requestUid", request.getMetadata().getUid());
    document.put("spec", request.getSpec());
    LimitReader.extent(request).limited().ifPresent(l -> document.put("limit", l.limit().text()));
    document.put("subjectUid", subjectUid);
    document.put("namespaceUids", uids(entitlement, Binding::namespace, Binding::namespaceUid));
    document.put("roleUids", uids(entitlement, OfferDocument::address, Binding::roleUid));
    document.put("entitlement", entitlement(entitlement));
    entitlement
        .governance()
        .transfer()
        .ifPresent(t -> document.put("acceptedBy", t.acceptedBy().orElse("")));
    document.put("renewal", renewal);
    document.put("nonce", nonce);
    return Serialization.asJson(document);
  }

  /** The entitlement as resolved, for its own digest in records and catalogs. */
  public static String of(Entitlement entitlement) {
    return Serialization.asJson(entitlement(entitlement));
  }

  /** Of what is asked under its limit, if it has one; then a signature for more is for another. */
  static String specDigest(Request request, UnaryOperator<String> digest) {
    return request
        .extent()
        .limited()
        .map(l -> Map.of("spec", request.specDigest(), "limit", l.limit().text()))
        .map(limited -> digest.apply(Serialization.asJson(limited)))
        .orElse(request.specDigest());
  }

  /**
   * An offer that was accepted, as it is shown for something else to be said of it.
   *
   * @param accepted the digest by which it was known before
   */
  static String renamed(String accepted, String nonce) {
    return Serialization.asJson(Map.of("accepted", accepted, "nonce", nonce));
  }

  /**
   * By name, as far as they are known; not part of the entitlement, which may be signed offline.
   */
  private static Map<String, String> uids(
      Entitlement entitlement,
      Function<Binding, String> name,
      Function<Binding, Optional<String>> uid) {
    Map<String, String> uids = new TreeMap<>();
    entitlement.targets().stream()
        .flatMap(target -> target.bindings().stream())
        .forEach(b -> uid.apply(b).ifPresent(known -> uids.put(name.apply(b), known)));
    return uids;
  }

  private static String address(Binding binding) {
    String role = binding.role().kind().text() + " " + binding.role().name();
    return switch (binding.role().kind()) {
      case ROLE -> role + " " + binding.namespace();
      case CLUSTER_ROLE -> role;
    };
  }

  private static Map<String, Object> entitlement(Entitlement entitlement) {
    ApprovalPolicy approval = entitlement.approval();
    return Map.of(
        "name", entitlement.ref().qualified(),
        "title", entitlement.title(),
        "owners", owners(entitlement.owners()),
        "sensitivity", entitlement.sensitivity().name(),
        "maxDuration", Durations.text(entitlement.maxDuration()),
        "approval",
            Map.of(
                "mode", approval.mode().name(),
                "places", GovernanceDocument.places(approval.places()),
                "validFor", Durations.text(approval.validFor()),
                "allowSubjectControllers", approval.allowSubjectControllers()),
        "targets", entitlement.targets().stream().map(OfferDocument::target).toList(),
        "governance", GovernanceDocument.of(entitlement.governance()));
  }

  private static Map<String, Object> owners(Owners owners) {
    return Map.of(
        "catalog", owner(owners.catalog()),
        "policy", owner(owners.policy()),
        "provisioning", owner(owners.provisioning()));
  }

  private static Map<String, String> owner(Owners.Owner owner) {
    return Map.of("team", owner.team(), "contact", owner.contact());
  }

  private static Map<String, Object> target(Target target) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("name", target.name());
    document.put("bindings", target.bindings().stream().map(OfferDocument::binding).toList());
    switch (target) {
      case Target.ServiceAccountToken token -> {
        document.put("kind", "ServiceAccountToken");
        document.put("credentialTTL", Durations.text(token.credentialTtl()));
        document.put("audiences", token.audiences());
      }
      case Target.RoleBinding binding -> document.put("kind", "RoleBinding");
      case Target.Vault vault -> {
        document.put("kind", "Vault");
        document.put("connection", vault.connection());
        document.put("tokenRole", vault.tokenRole());
        document.put("policies", vault.policies());
        document.put("template", vault.template());
        document.put("credentialTTL", Durations.text(vault.credentialTtl()));
        document.put("source", source(vault.source()));
      }
    }
    return document;
  }

  private static Map<String, Object> source(VaultSource source) {
    return switch (source) {
      case VaultSource.Token _ -> Map.of("kind", "token");
      case VaultSource.Dynamic made ->
          Map.of("kind", "dynamicSecret", "path", made.secret(), "parameters", made.parameters());
      case VaultSource.Static lying ->
          Map.of(
              "kind",
              "kv",
              "path",
              lying.secret(),
              "rotatedEvery",
              lying.rotatedEvery().map(Durations::text).orElse(""));
    };
  }

  private static Map<String, Object> binding(Binding binding) {
    return Map.of(
        "kind", binding.role().kind().text(),
        "role", binding.role().name(),
        "namespace", binding.namespace(),
        "rules", binding.rules().stream().map(OfferDocument::rule).toList());
  }

  private static Map<String, Object> rule(Rule rule) {
    return Map.of(
        "verbs", rule.verbs(),
        "apiGroups", rule.apiGroups(),
        "resources", rule.resources(),
        "resourceNames", rule.resourceNames(),
        "nonResourceURLs", rule.nonResourceUrls());
  }
}
