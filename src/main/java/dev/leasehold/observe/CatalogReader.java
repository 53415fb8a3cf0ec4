package dev.leasehold.observe;

import dev.leasehold.api.v1alpha1.ApprovalSpec;
import dev.leasehold.api.v1alpha1.Caps;
import dev.leasehold.api.v1alpha1.Entitlement;
import dev.leasehold.api.v1alpha1.EntitlementCatalog;
import dev.leasehold.api.v1alpha1.EntitlementState;
import dev.leasehold.api.v1alpha1.EntitlementTarget;
import dev.leasehold.api.v1alpha1.JustificationSpec;
import dev.leasehold.api.v1alpha1.Owner;
import dev.leasehold.model.ApprovalPolicy;
import dev.leasehold.model.Binding;
import dev.leasehold.model.Durations;
import dev.leasehold.model.EntitlementRef;
import dev.leasehold.model.Owners;
import dev.leasehold.model.Reason;
import dev.leasehold.model.ReasonCode;
import dev.leasehold.model.Sensitivity;
import dev.leasehold.model.Target;
import dev.leasehold.model.VaultSource;
import dev.leasehold.policy.Ceiling;
import dev.leasehold.policy.Conditions;
import dev.leasehold.policy.Escalation;
import dev.leasehold.policy.Facts.Offering;
import dev.leasehold.policy.Permissions;
import dev.leasehold.policy.Rulebook;
import dev.leasehold.policy.TicketPattern;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * The readiness gate: an entitlement can be requested only when everything that makes somebody
 * accountable for it is there and everything it names exists.
 */
public final class CatalogReader {
  private static final Duration USUAL = Duration.ofHours(24);

  private final TargetReader targets;
  private final Rulebook rulebook;
  private final List<Ceiling> ceilings;

  /**
   * @param rulebook tells whether the owner's conditions can be asked
   */
  public CatalogReader(ClusterView view, Bindable bindable, Rulebook rulebook) {
    this.targets = new TargetReader(view, bindable);
    this.rulebook = rulebook;
    this.ceilings = bindable.ceilings();
  }

  /** What one entitlement of the catalog has to offer now. */
  public Offering read(EntitlementCatalog catalog, Entitlement entitlement, Instant now) {
    EntitlementRef ref = new EntitlementRef(catalog.getMetadata().getName(), entitlement.name());
    if (entitlement.state() == EntitlementState.Retired) {
      return new Offering.Retired(
          new Reason(
              ReasonCode.ENTITLEMENT_RETIRED, ref.qualified() + " is retired and no longer given"));
    }
    if (entitlement.state() == EntitlementState.Unknown) {
      return notYet(
          ReasonCode.NOT_SUPPORTED,
          "the value of state is not supported by this version; set Draft, Requestable or Retired");
    }
    if (entitlement.state() == EntitlementState.Draft) {
      return notYet(
          ReasonCode.ENTITLEMENT_DRAFT,
          ref.qualified() + " is a draft; its owner makes it Requestable");
    }
    Optional<Reason> lacking = OwnersReader.lacking(catalog.getSpec());
    if (lacking.isPresent()) {
      return new Offering.NotYet(lacking.get());
    }
    Optional<String> unsupported = Unsupported.in(catalog.getSpec(), entitlement);
    if (unsupported.isPresent()) {
      return notYet(
          ReasonCode.NOT_SUPPORTED,
          unsupported.get() + " is not supported by this version; remove it");
    }
    try {
      dev.leasehold.model.Entitlement resolved = resolve(ref, catalog, entitlement, now);
      return CeilingReader.judge(
          Conditions.flaw(resolved, rulebook)
              .<Offering>map(Offering.NotYet::new)
              .orElseGet(() -> judge(resolved)),
          catalog,
          entitlement,
          ceilings);
    } catch (TargetReader.Unready e) {
      return new Offering.NotYet(e.reason());
    }
  }

  private static Offering judge(dev.leasehold.model.Entitlement resolved) {
    Optional<Reason> tooLarge = RecordSize.excess(resolved.targets());
    if (tooLarge.isPresent()) {
      return new Offering.NotYet(tooLarge.get());
    }
    Optional<Reason> unforgettable = unforgettable(resolved);
    if (unforgettable.isPresent()) {
      return new Offering.NotYet(unforgettable.get());
    }
    if (resolved.sensitivity() != Sensitivity.CRITICAL) {
      for (Target target : resolved.targets()) {
        for (Binding binding : target.bindings()) {
          List<String> found = Escalation.in(binding.rules());
          if (!found.isEmpty()) {
            return notYet(
                ReasonCode.NEEDS_SENSITIVITY_CRITICAL,
                "target "
                    + target.name()
                    + ": "
                    + binding.role().name()
                    + " can lead to more than it says ("
                    + String.join(", ", found)
                    + "); narrow the role, or set sensitivity: Critical");
          }
        }
      }
    }
    Optional<String> excess = Permissions.excess(resolved);
    if (excess.isPresent()) {
      return notYet(
          ReasonCode.OFFER_TOO_LARGE,
          "approvers could not be shown all of it ("
              + excess.get()
              + "); narrow its roles, or offer fewer targets or namespaces at once");
    }
    return resolved
        .justification()
        .ticketPattern()
        .flatMap(TicketPattern::flaw)
        .map(
            flaw ->
                notYet(
                    ReasonCode.TICKET_PATTERN_UNUSABLE,
                    "approval.justification.ticketPattern cannot be used (" + flaw + "); mend it"))
        .orElseGet(() -> new Offering.Requestable(resolved));
  }

  /** A static secret that nobody changes stays with whoever was given it once. */
  private static Optional<Reason> unforgettable(dev.leasehold.model.Entitlement resolved) {
    return resolved.targets().stream()
        .filter(target -> resolved.sensitivity() != Sensitivity.LOW)
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

  private static Offering notYet(ReasonCode code, String message) {
    return new Offering.NotYet(new Reason(code, message));
  }

  private dev.leasehold.model.Entitlement resolve(
      EntitlementRef ref, EntitlementCatalog catalog, Entitlement entitlement, Instant now)
      throws TargetReader.Unready {
    List<Target> resolved = new ArrayList<>();
    for (EntitlementTarget target : entitlement.targets()) {
      resolved.add(targets.read(target));
    }
    JustificationSpec justification = entitlement.approval().justification();
    return new dev.leasehold.model.Entitlement(
        ref,
        entitlement.title(),
        owners(catalog.getSpec().owners()),
        Sensitivity.valueOf(entitlement.sensitivity().name().toUpperCase(Locale.ROOT)),
        SelectorReader.read(catalog.getSpec().requestableFrom()),
        Durations.parse(entitlement.maxDuration()),
        caps(entitlement.caps()),
        resolved,
        approval(entitlement.approval()),
        new dev.leasehold.model.Entitlement.Justification(
            justification == null ? 0 : Objects.requireNonNullElse(justification.minLength(), 0),
            Optional.ofNullable(justification).map(JustificationSpec::ticketPattern)),
        GovernanceReader.read(catalog, entitlement, now));
  }

  static Owners owners(dev.leasehold.api.v1alpha1.Owners owners) {
    return new Owners(
        owner(owners.catalog()), owner(owners.policy()), owner(owners.provisioning()));
  }

  private static Owners.Owner owner(Owner owner) {
    return new Owners.Owner(owner.team(), owner.contact());
  }

  private static dev.leasehold.model.Entitlement.Caps caps(@Nullable Caps caps) {
    if (caps == null) {
      return dev.leasehold.model.Entitlement.Caps.none();
    }
    return new dev.leasehold.model.Entitlement.Caps(
        cap(caps.perSubject()), cap(caps.perNamespace()), cap(caps.perRequester()));
  }

  private static OptionalInt cap(@Nullable Integer cap) {
    return cap == null ? OptionalInt.empty() : OptionalInt.of(cap);
  }

  private static ApprovalPolicy approval(ApprovalSpec approval) {
    return new ApprovalPolicy(
        switch (approval.mode()) {
          case Auto -> ApprovalPolicy.Mode.AUTO;
          case Required -> ApprovalPolicy.Mode.REQUIRED;
        },
        approval.rules().stream().map(GovernanceReader::place).toList(),
        approval.decideWithin() == null ? USUAL : Durations.parse(approval.decideWithin()),
        approval.validFor() == null ? USUAL : Durations.parse(approval.validFor()),
        approval.allowSubjectControllers());
  }
}
