package dev.leasehold.observe;

import dev.leasehold.api.v1alpha1.AccessRecord;
import dev.leasehold.api.v1alpha1.AccessRecordSpec;
import dev.leasehold.api.v1alpha1.AccessRecordStatus;
import dev.leasehold.api.v1alpha1.AppliedAs;
import dev.leasehold.api.v1alpha1.Approval;
import dev.leasehold.api.v1alpha1.Credential;
import dev.leasehold.api.v1alpha1.Delivered;
import dev.leasehold.api.v1alpha1.Ending;
import dev.leasehold.api.v1alpha1.EndingCause;
import dev.leasehold.api.v1alpha1.RecordOutcome;
import dev.leasehold.api.v1alpha1.RecordedBinding;
import dev.leasehold.api.v1alpha1.RecordedRequester;
import dev.leasehold.api.v1alpha1.RecordedRule;
import dev.leasehold.api.v1alpha1.RecordedTarget;
import dev.leasehold.api.v1alpha1.Sealed;
import dev.leasehold.api.v1alpha1.TargetStatus;
import dev.leasehold.lifecycle.Forgetting;
import dev.leasehold.lifecycle.RequestObservation.RecordView;
import dev.leasehold.lifecycle.RequestObservation.RecordView.Standing;
import dev.leasehold.model.Askers;
import dev.leasehold.model.Binding;
import dev.leasehold.model.CredentialFacts;
import dev.leasehold.model.Durations;
import dev.leasehold.model.Grant;
import dev.leasehold.model.Holdings;
import dev.leasehold.model.ObjectRef;
import dev.leasehold.model.Persons;
import dev.leasehold.model.RequestRef;
import dev.leasehold.model.Rule;
import dev.leasehold.model.Stamp;
import dev.leasehold.model.Subject;
import dev.leasehold.model.Target;
import dev.leasehold.model.Window;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads what a record pins and what it says of the state of things. */
public final class RecordReader {
  private static final Window NO_WINDOW = new Window(Instant.EPOCH, Instant.EPOCH.plusSeconds(1));

  private RecordReader() {}

  /** What was granted; the record of a refusal grants no targets, in a window long over. */
  public static Grant grant(AccessRecord record) {
    AccessRecordSpec spec = record.getSpec();
    return new Grant(
        request(record),
        record.getMetadata().getUid(),
        new Subject(spec.subject().namespace(), spec.subject().serviceAccountName()),
        Objects.requireNonNullElse(spec.subject().uid(), ""),
        spec.targets().stream().map(RecordReader::target).toList(),
        window(record),
        Objects.requireNonNullElse(spec.secretName(), spec.request().name()));
  }

  /** Since when there is access; where that cannot be read, since there is a record of it. */
  public static Instant begun(AccessRecord record) {
    String created = record.getMetadata().getCreationTimestamp();
    return Optional.ofNullable(record.getSpec().window())
        .map(window -> Moment.of(window.start(), created))
        .orElseGet(() -> Instant.parse(created));
  }

  /** When there is access, never for longer than was sealed; for a refusal, long over. */
  public static Window window(AccessRecord record) {
    dev.leasehold.api.v1alpha1.Window window = Sealed.window(record);
    return window == null
        ? NO_WINDOW
        : new Window(Instant.parse(window.start()), Instant.parse(window.end()));
  }

  /** The request that the record answers for. */
  public static RequestRef request(AccessRecord record) {
    return new RequestRef(
        record.getSpec().request().namespace(),
        record.getSpec().request().name(),
        record.getSpec().request().uid());
  }

  /** Who asked, as it was then. */
  public static Askers askers(AccessRecord record, Persons persons) {
    RecordedRequester requester = record.getSpec().requester();
    AppliedAs as = requester.appliedAs();
    return new Askers(
        requester.name(),
        record.getSpec().applier(),
        as == null
            ? Askers.As.PERSON
            : switch (as) {
              case Machine -> Askers.As.MACHINE;
              case Delegate -> Askers.As.DELEGATE;
              case Unproved -> Askers.As.UNPROVED;
            },
        persons);
  }

  /** What two or more people were attested who want it closed without proof; else nothing. */
  public static List<Stamp> forgets(AccessRecord record, Persons persons) {
    Set<String> involved = parties(record.getSpec()).collect(Collectors.toUnmodifiableSet());
    return Forgetting.by(stamps(record), record.getMetadata().getUid(), involved, persons);
  }

  /** What two or more people were attested who want it removed before its time; else nothing. */
  static List<Stamp> purges(AccessRecord record, Persons persons) {
    Set<String> involved = parties(record.getSpec()).collect(Collectors.toUnmodifiableSet());
    return Forgetting.by(
        Stamp.Act.PURGE, stamps(record), record.getMetadata().getUid(), involved, persons);
  }

  /** Why fewer than two people want that although somebody else asked for it too. */
  static List<String> uncountedPurges(AccessRecord record, Persons persons) {
    Set<String> involved = parties(record.getSpec()).collect(Collectors.toUnmodifiableSet());
    return Forgetting.uncounted(
        Stamp.Act.PURGE, stamps(record), record.getMetadata().getUid(), involved, persons);
  }

  /** Two or more names that asked for forgetting and are not two people who may. */
  public static List<String> unheard(AccessRecord record, Persons persons) {
    Set<String> involved = parties(record.getSpec()).collect(Collectors.toUnmodifiableSet());
    return Forgetting.unheard(stamps(record), record.getMetadata().getUid(), involved, persons);
  }

  /** Requester, applier and approvers, by name. */
  static Stream<String> parties(AccessRecordSpec spec) {
    return Stream.concat(
        Stream.of(spec.requester().name(), spec.applier()),
        spec.approvals().stream().map(Approval::approver));
  }

  /** The record as its request sees it; empty where a refusal was not written down to the end. */
  public static Optional<RecordView> view(AccessRecord record) {
    AccessRecordStatus status = record.getStatus();
    Optional<RecordView> view =
        Optional.of(
            new RecordView(
                standing(record),
                CauseReader.read(status == null ? null : status.ending()),
                record.getSpec().targets().stream().map(RecordReader::target).toList(),
                ReviewReader.owed(record),
                Objects.requireNonNullElse(record.getSpec().offerDigest(), ""),
                window(record),
                record.getSpec().approvals().size(),
                Sealed.altered(record)));
    return granted(record) ? view : view.filter(v -> v.cause().isPresent());
  }

  /** Whether somebody still has to look at the access, which may have ended. */
  public static boolean owesReview(AccessRecord record) {
    return ReviewReader.owed(record);
  }

  /** Since when access is to end because nobody reviewed it; empty where that is not so. */
  public static Optional<Instant> reviewMissed(AccessRecord record, Instant now) {
    return ReviewReader.missed(record, now);
  }

  /**
   * Whether it counts as the answer to the very same request if that is made again. One that was
   * deleted before anybody decided was not answered.
   */
  public static boolean answers(AccessRecord record) {
    AccessRecordStatus status = record.getStatus();
    Ending ending = status == null ? null : status.ending();
    return record.getSpec().outcome() != RecordOutcome.Withdrawn
        || ending == null
        || ending.cause() != EndingCause.RequestDeleted;
  }

  /** Whether it was given as an emergency, or is about to be, and nobody has reviewed it. */
  public static boolean owesEmergencyReview(AccessRecord record) {
    boolean given = record.getSpec().emergency() && granted(record);
    return given && (standing(record) == Standing.ACTIVATING || owesReview(record));
  }

  /** Whether there may be access; also where a later version wrote an outcome of its own. */
  public static boolean granted(AccessRecord record) {
    RecordOutcome outcome = record.getSpec().outcome();
    return outcome == null || outcome == RecordOutcome.Granted;
  }

  /** The acts that people were attested on the record itself. */
  public static List<Stamp> stamps(AccessRecord record) {
    return StampReader.read(
        Objects.requireNonNullElse(record.getMetadata().getAnnotations(), Map.of()));
  }

  /** How far the record has come. */
  public static Standing standing(AccessRecord record) {
    if (!granted(record)) {
      return Standing.CLOSED;
    }
    AccessRecordStatus status = record.getStatus();
    if (status == null || status.phase() == null) {
      return Standing.ACTIVATING;
    }
    return switch (status.phase()) {
      case Unknown -> status.ending() == null ? Standing.ACTIVE : Standing.ENDING;
      case Activating -> Standing.ACTIVATING;
      case Active -> Standing.ACTIVE;
      case Ending -> Standing.ENDING;
      case Ended, Forgotten, Refused, Frozen, Reinstated -> Standing.CLOSED;
    };
  }

  /** What kept access from being provided, as it was last written down. */
  public static Optional<String> trouble(AccessRecord record) {
    AccessRecordStatus status = record.getStatus();
    return status == null || standing(record) != Standing.ACTIVATING
        ? Optional.empty()
        : status.conditions().stream()
            .filter(c -> c.getType().equals("Ready") && c.getStatus().equals("False"))
            .map(c -> c.getMessage())
            .findFirst();
  }

  /** Whether its status says that fresh credentials are still to come. */
  public static boolean undelivered(AccessRecord record) {
    AccessRecordStatus status = record.getStatus();
    return status != null
        && status.conditions().stream()
            .anyMatch(c -> c.getType().equals(UNDELIVERED) && c.getStatus().equals("False"));
  }

  /** Whether its status says that access in use was taken from, and is still to be put back. */
  static boolean unready(AccessRecord record) {
    AccessRecordStatus status = record.getStatus();
    return status != null
        && standing(record) == Standing.ACTIVE
        && status.conditions().stream()
            .anyMatch(c -> c.getType().equals("Ready") && c.getStatus().equals("False"));
  }

  private static final String UNDELIVERED = "CredentialsDelivered";

  /** What is known to exist for one target. */
  public static Holdings holdings(AccessRecord record, String target) {
    AccessRecordStatus status = record.getStatus();
    if (status == null) {
      return Holdings.unknown();
    }
    return status.targets().stream()
        .filter(t -> t.name().equals(target))
        .findFirst()
        .map(RecordReader::holdings)
        .orElse(Holdings.unknown());
  }

  /** The Secret that credentials were delivered in; empty where its UID is not known. */
  public static Optional<ObjectRef> delivered(AccessRecord record) {
    AccessRecordStatus status = record.getStatus();
    Delivered delivered = status == null ? null : status.delivered();
    return delivered == null || delivered.uid() == null
        ? Optional.empty()
        : Optional.of(
            new ObjectRef(
                "v1", "Secret", delivered.namespace(), delivered.name(), delivered.uid()));
  }

  private static Holdings holdings(TargetStatus status) {
    return new Holdings(
        status.objects().stream()
            .map(
                o ->
                    new ObjectRef(
                        o.apiVersion(),
                        o.kind(),
                        Objects.requireNonNullElse(o.namespace(), ""),
                        o.name(),
                        Objects.requireNonNullElse(o.uid(), "")))
            .toList(),
        credential(status.credential()),
        credential(status.previousCredential()),
        VaultReader.holds(status));
  }

  static Optional<CredentialFacts> credential(@Nullable Credential credential) {
    if (credential == null || credential.issuedAt() == null || credential.expiresAt() == null) {
      return Optional.empty();
    }
    return Optional.of(
        new CredentialFacts(
            credential.generation(),
            Objects.requireNonNullElse(credential.jti(), ""),
            new ObjectRef(
                "v1",
                "Secret",
                "",
                Objects.requireNonNullElse(credential.anchorName(), ""),
                Objects.requireNonNullElse(credential.anchorUid(), "")),
            Instant.parse(credential.issuedAt()),
            Instant.parse(credential.expiresAt())));
  }

  private static Target target(RecordedTarget target) {
    return switch (target.kind()) {
      case null ->
          throw new IllegalStateException(
              "target " + target.name() + " is of a kind that this version does not know");
      case ServiceAccountToken ->
          new Target.ServiceAccountToken(
              target.name(),
              target.bindings().stream().map(RecordReader::binding).toList(),
              Durations.parse(Objects.requireNonNull(target.credentialTTL())),
              target.audiences());
      case RoleBinding ->
          new Target.RoleBinding(
              target.name(), target.bindings().stream().map(RecordReader::binding).toList());
      case Vault -> VaultReader.read(target);
    };
  }

  private static Binding binding(RecordedBinding binding) {
    return new Binding(
        TargetReader.role(binding.roleRef()),
        Optional.ofNullable(binding.roleUID()),
        binding.namespace(),
        Optional.ofNullable(binding.namespaceUID()),
        binding.rules().stream().map(RecordReader::rule).toList());
  }

  private static Rule rule(RecordedRule rule) {
    return new Rule(
        rule.verbs(),
        rule.apiGroups(),
        rule.resources(),
        rule.resourceNames(),
        rule.nonResourceURLs());
  }
}
