package dev.leasehold.policy;

import dev.leasehold.model.Binding;
import dev.leasehold.model.Durations;
import dev.leasehold.model.Entitlement;
import dev.leasehold.model.RoleRef;
import dev.leasehold.model.Target;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What an approver must not overlook: roles that lead to more than they say, an offer that adds
 * nothing, and what the subject holds beside it in the whole cluster or with the power to get more.
 */
final class Warnings {
  /** Of what is offered; its emergency rule and what is held beside it come on top. */
  static final int MAX = 48;

  private static final int MAX_BESIDE = 8;
  private static final int FOUND_BESIDE = 3;
  private static final int WIDTH = 300;

  private Warnings() {}

  static List<String> of(Entitlement entitlement, List<HeldRole> holdings) {
    return Stream.of(own(entitlement), idle(entitlement, holdings), beside(holdings))
        .flatMap(List::stream)
        .toList();
  }

  /** Why not all of them can be shown; empty if they can. */
  static Optional<String> excess(Entitlement entitlement) {
    List<String> own = own(entitlement);
    return own.size() > MAX
        ? Optional.of(own.size() + " warnings, and at most " + MAX + " are shown")
        : own.stream()
            .mapToInt(String::length)
            .filter(length -> length > Permissions.MAX_LINE)
            .mapToObj(length -> "a warning of " + length + " characters")
            .findFirst();
  }

  private static List<String> own(Entitlement entitlement) {
    Map<String, List<String>> roles = new LinkedHashMap<>();
    entitlement.targets().stream()
        .flatMap(target -> target.bindings().stream())
        .forEach(
            binding ->
                about(binding)
                    .forEach(
                        text ->
                            roles
                                .computeIfAbsent(text, t -> new ArrayList<>())
                                .add(binding.namespace())));
    return Stream.of(
            entitlement.targets().stream().flatMap(Warnings::elsewhere),
            roles.entrySet().stream()
                .flatMap(
                    role ->
                        Wrapped.lines(role.getValue().stream().distinct().toList(), WIDTH).stream()
                            .map(places -> role.getKey() + where(places))),
            entitlement.targets().stream().flatMap(VaultLines::warnings))
        .flatMap(lines -> lines)
        .distinct()
        .toList();
  }

  /** Who verifies a token with the published keys alone never hears that it was taken back. */
  private static Stream<String> elsewhere(Target target) {
    return target instanceof Target.ServiceAccountToken token
        ? Wrapped.lines(token.audiences(), WIDTH).stream()
            .map(
                audiences ->
                    "cannot be taken back from who verifies tokens without this cluster's API server"
                        + ", and is good there for up to "
                        + Durations.text(token.credentialTtl())
                        + " after its end (audiences "
                        + audiences
                        + "): "
                        + token.name())
        : Stream.empty();
  }

  private static String where(String places) {
    return (places.contains(", ") ? " in namespaces " : " in namespace ") + places;
  }

  private static Stream<String> about(Binding binding) {
    return Stream.of(
            said("can lead to more than it says", Escalation.in(binding.rules())),
            changeable(binding),
            said(
                "can bind what it may do to others, or for longer, and that stays after its end",
                Consequences.binding(binding.rules())),
            said(
                "can get tokens of service accounts of the namespace, which stay good after its"
                    + " end",
                Consequences.minting(binding.rules())),
            said(
                "can run commands in pods of the namespace, and so act as their service accounts"
                    + " and read what they mount",
                Consequences.entering(binding.rules())),
            said(
                "can run containers as any service account of the namespace, and so read its"
                    + " Secrets",
                Consequences.running(binding.rules())),
            said(
                "hands out Secrets by name, which stay known after its end",
                Consequences.secrets(binding.rules())))
        .flatMap(texts -> texts)
        .map(text -> text + ": " + named(binding.role()));
  }

  private static Stream<String> changeable(Binding binding) {
    return said(
        "others can change what it allows, and its access ends if that becomes more",
        binding.gathered().stream()
            .map(labels -> "it has the rules of all ClusterRoles with " + labels)
            .toList());
  }

  private static Stream<String> said(String what, List<String> found) {
    return Wrapped.lines(found, WIDTH).stream().map(some -> what + " (" + some + ")");
  }

  private static String named(RoleRef role) {
    return role.kind().text() + " " + role.name();
  }

  private static List<String> idle(Entitlement entitlement, List<HeldRole> holdings) {
    List<Binding> bindings =
        entitlement.targets().stream().flatMap(target -> target.bindings().stream()).toList();
    boolean nothing =
        entitlement.targets().stream().noneMatch(Target.Vault.class::isInstance)
            && !bindings.isEmpty()
            && bindings.stream()
                .allMatch(b -> Coverage.covers(HeldRole.in(b.namespace(), holdings), b.rules()));
    return nothing ? List.of("adds nothing: the subject may do all of this already") : List.of();
  }

  /** What is held is no part of the offer: others decide about it, so it is bounded by a count. */
  private static List<String> beside(List<HeldRole> holdings) {
    List<String> all =
        Stream.concat(
                holdings.stream().filter(HeldRole::known).flatMap(Warnings::beside),
                holdings.stream().filter(holding -> !holding.known()).map(Warnings::unknown))
            .distinct()
            .toList();
    if (all.size() <= MAX_BESIDE) {
      return all;
    }
    List<String> shown = new ArrayList<>(all.subList(0, MAX_BESIDE - 1));
    shown.add("and " + (all.size() - shown.size()) + " roles more are held beside this");
    return List.copyOf(shown);
  }

  private static Stream<String> beside(HeldRole holding) {
    List<String> found = Escalation.in(holding.rules());
    boolean wide = holding.namespace().isEmpty() && holding.isMoreThanCommon();
    return found.isEmpty() && !wide
        ? Stream.empty()
        : Stream.of(
            "the subject holds beside this"
                + (found.isEmpty() ? "" : ", and can get more by it (" + few(found) + ")")
                + ": "
                + held(holding));
  }

  /** Whoever writes large roles, or binds many, must not hide what a subject may do. */
  private static String unknown(HeldRole holding) {
    return "the subject may hold beside this what is too large to be shown: " + held(holding);
  }

  private static String held(HeldRole holding) {
    return named(holding.role())
        + holding
            .namespace()
            .map(namespace -> " in namespace " + namespace)
            .orElse(" in the whole cluster");
  }

  private static String few(List<String> found) {
    return found.size() <= FOUND_BESIDE
        ? String.join(", ", found)
        : String.join(", ", found.subList(0, FOUND_BESIDE))
            + " and "
            + (found.size() - FOUND_BESIDE)
            + " more";
  }
}
