package dev.leasehold.observe;

import dev.leasehold.model.Binding;
import dev.leasehold.model.Entitlement;
import dev.leasehold.model.Reason;
import dev.leasehold.model.ReasonCode;
import dev.leasehold.model.Sensitivity;
import dev.leasehold.model.Target;
import dev.leasehold.model.VaultSource;
import dev.leasehold.policy.Escalation;
import dev.leasehold.policy.Permissions;
import dev.leasehold.policy.TicketPattern;
import java.util.List;
import java.util.Optional;

/** What keeps an entitlement from being requested though everything that it names is there. */
final class Readiness {
  private Readiness() {}

  /** The first obstacle, for the owner of the catalog. */
  static Optional<Reason> obstacle(Entitlement entitlement) {
    return RecordSize.excess(entitlement.targets())
        .or(() -> unforgettable(entitlement))
        .or(() -> escalating(entitlement))
        .or(() -> tooLarge(entitlement))
        .or(() -> unusablePattern(entitlement));
  }

  /** A static secret that nobody changes stays with whoever was given it once. */
  private static Optional<Reason> unforgettable(Entitlement entitlement) {
    return entitlement.targets().stream()
        .filter(target -> entitlement.sensitivity() != Sensitivity.LOW)
        .filter(
            target ->
                target instanceof Target.Vault vault
                    && vault.source() instanceof VaultSource.Static(var _, var rotatedEvery)
                    && rotatedEvery.isEmpty())
        .findFirst()
        .map(
            target ->
                new Reason(
                    ReasonCode.STATIC_SECRET_NOT_ROTATED,
                    "target "
                        + target.name()
                        + ": nobody can be made to forget a static secret; say in kv.rotatedEvery"
                        + " how often it is changed, or set sensitivity: Low"));
  }

  private static Optional<Reason> escalating(Entitlement entitlement) {
    if (entitlement.sensitivity() == Sensitivity.CRITICAL) {
      return Optional.empty();
    }
    return entitlement.targets().stream()
        .flatMap(target -> target.bindings().stream().map(binding -> escalating(target, binding)))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static Optional<Reason> escalating(Target target, Binding binding) {
    List<String> found = Escalation.in(binding.rules());
    return found.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Reason(
                ReasonCode.NEEDS_SENSITIVITY_CRITICAL,
                "target "
                    + target.name()
                    + ": "
                    + binding.role().name()
                    + " can lead to more than it says ("
                    + String.join(", ", found)
                    + "); narrow the role, or set sensitivity: Critical"));
  }

  private static Optional<Reason> tooLarge(Entitlement entitlement) {
    return Permissions.excess(entitlement)
        .map(
            excess ->
                new Reason(
                    ReasonCode.OFFER_TOO_LARGE,
                    "approvers could not be shown all of it ("
                        + excess
                        + "); narrow its roles, or offer fewer targets or namespaces at once"));
  }

  private static Optional<Reason> unusablePattern(Entitlement entitlement) {
    return entitlement
        .justification()
        .ticketPattern()
        .flatMap(TicketPattern::flaw)
        .map(
            flaw ->
                new Reason(
                    ReasonCode.TICKET_PATTERN_UNUSABLE,
                    "approval.justification.ticketPattern cannot be used (" + flaw + "); mend it"));
  }
}
