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
import dev.leasehold.model.Durations;
import dev.leasehold.model.EntitlementRef;
import dev.leasehold.model.Owners;
import dev.leasehold.model.Reason;
import dev.leasehold.model.ReasonCode;
import dev.leasehold.model.Sensitivity;
import dev.leasehold.model.Target;
import dev.leasehold.policy.Ceiling;
import dev.leasehold.policy.Conditions;
import dev.leasehold.policy.Facts.Offering;
import dev.leasehold.policy.Regulated;
import dev.leasehold.policy.Rulebook;
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
  private final boolean logged;

  /**
   * @param rulebook tells whether the owner's conditions can be asked
   */
  public CatalogReader(ClusterView view, Bindable bindable, Rulebook rulebook) {
    this.targets = new TargetReader(view, bindable);
    this.rulebook = rulebook;
    this.ceilings = bindable.ceilings();
    this.logged = bindable.logged();
  }

  /** What one entitlement of the catalog has to offer now. */
  public Offering read(EntitlementCatalog catalog, Entitlement entitlement, Instant now) {
    EntitlementRef ref = new EntitlementRef(catalog.getMetadata().getName(), entitlement.name());
    Optional<Offering> closed = closed(ref, entitlement.state());
    if (closed.isPresent()) {
      return closed.get();
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
      return CeilingReader.judge(judge(resolved), catalog, entitlement, ceilings);
    } catch (TargetReader.Unready e) {
      return new Offering.NotYet(e.reason());
    }
  }

  private Offering judge(dev.leasehold.model.Entitlement resolved) {
    return Conditions.flaw(resolved, rulebook)
        .or(() -> Readiness.obstacle(resolved))
        .or(() -> Regulated.lacking(resolved, logged))
        .<Offering>map(Offering.NotYet::new)
        .orElseGet(() -> new Offering.Requestable(resolved));
  }

  private static Optional<Offering> closed(EntitlementRef ref, EntitlementState state) {
    return switch (state) {
      case Requestable -> Optional.empty();
      case Retired ->
          Optional.of(
              new Offering.Retired(
                  new Reason(
                      ReasonCode.ENTITLEMENT_RETIRED,
                      ref.qualified() + " is retired and no longer given")));
      case Unknown ->
          Optional.of(
              notYet(
                  ReasonCode.NOT_SUPPORTED,
                  "the value of state is not supported by this version; set Draft, Requestable or"
                      + " Retired"));
      case Draft ->
          Optional.of(
              notYet(
                  ReasonCode.ENTITLEMENT_DRAFT,
                  ref.qualified() + " is a draft; its owner makes it Requestable"));
    };
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
