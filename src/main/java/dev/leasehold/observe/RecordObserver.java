package dev.leasehold.observe;

import dev.leasehold.api.v1alpha1.AccessRecord;
import dev.leasehold.api.v1alpha1.AccessRecordStatus;
import dev.leasehold.api.v1alpha1.AccessRequest;
import dev.leasehold.api.v1alpha1.Accountability;
import dev.leasehold.api.v1alpha1.Owners;
import dev.leasehold.api.v1alpha1.PlainLine;
import dev.leasehold.api.v1alpha1.RecordedEntitlement;
import dev.leasehold.api.v1alpha1.RecordedTransfer;
import dev.leasehold.api.v1alpha1.Sealed;
import dev.leasehold.lifecycle.Basis;
import dev.leasehold.lifecycle.Guard;
import dev.leasehold.lifecycle.Presence;
import dev.leasehold.lifecycle.RecordObservation;
import dev.leasehold.model.Binding;
import dev.leasehold.model.Condition;
import dev.leasehold.model.CredentialFacts;
import dev.leasehold.model.EndCause;
import dev.leasehold.model.Freeze;
import dev.leasehold.model.Grant;
import dev.leasehold.model.Persons;
import dev.leasehold.model.Reason;
import dev.leasehold.model.ReasonCode;
import dev.leasehold.model.Redelivery;
import dev.leasehold.model.Rule;
import dev.leasehold.policy.Widening;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes the observation of one granted record from whatever view it is given. */
public final class RecordObserver {
  private RecordObserver() {}

  /**
   * What was seen around a record. Each thing was looked at by itself, so that what could not be
   * seen hides nothing else: access ends by whichever reason can be told.
   *
   * @param request also one that is being deleted; empty where there is none or it could not be
   *     looked at
   * @param requestPresence gone also while it is being deleted
   * @param freeze that its subject was offboarded
   * @param basis what has become of all else that it rests on
   * @param guard as last proved
   * @param persons by what people are compared
   */
  public record Surroundings(
      Optional<AccessRequest> request,
      Presence requestPresence,
      Presence subject,
      Optional<Freeze> freeze,
      Condition condition,
      Basis basis,
      Guard guard,
      Persons persons) {}

  /** Everything about the record. */
  public static RecordObservation observe(AccessRecord record, Grant grant, Surroundings around) {
    AccessRecordStatus status = record.getStatus();
    return new RecordObservation(
        grant,
        Instant.parse(record.getMetadata().getCreationTimestamp()),
        RecordReader.standing(record),
        CauseReader.read(status == null ? null : status.ending()),
        around.requestPresence(),
        around.request().flatMap(RecordObserver::ending),
        around.request().map(r -> StampReader.read(RequestReader.annotations(r))).orElse(List.of()),
        around.request().map(RequestReader::names).orElse(Set.of()),
        around.subject(),
        around.freeze(),
        record.getMetadata().getDeletionTimestamp() != null,
        around.condition(),
        RecordReader.trouble(record),
        around.basis(),
        credentials(record, grant),
        around.request().flatMap(r -> unheeded(r, status)),
        RecordReader.undelivered(record) || RecordReader.unready(record),
        ReviewReader.read(record, around.request(), around.guard(), around.persons()),
        RecordReader.forgets(record, around.persons()),
        handsBack(record),
        altered(record),
        KeepingReader.read(record, around.persons()));
  }

  /** Only what the catalog itself has handed over comes back, and by itself. */
  private static Optional<Instant> handsBack(AccessRecord record) {
    RecordedEntitlement entitlement = record.getSpec().entitlement();
    RecordedTransfer transfer = entitlement.accountabilityTransfer();
    Owners owners = entitlement.owners();
    Accountability said = record.getStatus() == null ? null : record.getStatus().accountability();
    return transfer != null
            && owners != null
            && said != null
            && said.accountable().equals(transfer.to())
            && !owners.catalog().team().equals(transfer.to())
        ? Optional.of(Instant.parse(transfer.until()))
        : Optional.empty();
  }

  private static Optional<Reason> altered(AccessRecord record) {
    Reason reason =
        new Reason(
            ReasonCode.RECORD_ALTERED,
            "somebody else moved the window's end or added approvals in spec; what counts is in"
                + " status.sealed");
    return Optional.of(reason).filter(r -> Sealed.altered(record) && !isSaid(record, r));
  }

  private static boolean isSaid(AccessRecord record, Reason reason) {
    return record.getStatus() != null
        && record.getStatus().conditions().stream().anyMatch(c -> reason.code().is(c.getReason()));
  }

  private static Optional<EndCause> ending(AccessRequest request) {
    return Optional.ofNullable(request.getStatus()).flatMap(s -> CauseReader.read(s.ending()));
  }

  /** Whether the very service account that was granted access is there, and is to stay. */
  public static Presence subject(Grant grant, Optional<ServiceAccount> found) {
    return found.filter(account -> is(account, grant.subjectUid())).isPresent()
        ? Presence.PRESENT
        : Presence.GONE;
  }

  /**
   * Whoever owns a namespace that was created again under its name has agreed to nothing. What is
   * not known to have been offered is not missed.
   */
  public static Optional<Reason> namespaceGone(Binding binding, ClusterView view) {
    return binding
        .namespaceUid()
        .filter(uid -> view.namespace(binding.namespace()).filter(n -> is(n, uid)).isEmpty())
        .map(
            uid ->
                new Reason(
                    ReasonCode.NAMESPACE_GONE,
                    "target namespace "
                        + binding.namespace()
                        + " was deleted or created again; ask again"));
  }

  private static boolean is(HasMetadata object, String uid) {
    ObjectMeta meta = object.getMetadata();
    return uid.equals(meta.getUid()) && meta.getDeletionTimestamp() == null;
  }

  /**
   * Whoever made a role anew under the name of one that was offered decides from now on what it
   * allows. One that is missing gives nothing, and what is not known to have been offered is not
   * missed.
   */
  public static Optional<Reason> replaced(Binding binding, ClusterView view) {
    return binding
        .roleUid()
        .flatMap(
            offered ->
                view.role(binding.role(), binding.namespace())
                    .flatMap(RoleFacts::uid)
                    .filter(uid -> !uid.equals(offered)))
        .map(
            uid ->
                new Reason(
                    ReasonCode.ROLE_REPLACED,
                    address(binding) + " was deleted and made again; ask again for the new one"));
  }

  private static String address(Binding binding) {
    return binding.role().kind().text()
        + " "
        + binding.role().name()
        + " in namespace "
        + binding.namespace();
  }

  /** A role that is missing gives nothing, which is no more than was offered. */
  public static Optional<Reason> widened(Binding binding, ClusterView view) {
    List<Rule> now = view.rules(binding.role(), binding.namespace()).orElse(List.of());
    return Widening.of(binding, now)
        .map(
            added ->
                new Reason(
                    ReasonCode.ROLE_WIDENED,
                    address(binding)
                        + " now allows more than was offered and approved; ask again. "
                        + view.role(binding.role(), binding.namespace())
                            .flatMap(RoleFacts::gathered)
                            .map(
                                labels ->
                                    "It has the rules of all ClusterRoles with " + labels + ". ")
                            .orElse("")
                        + "It adds: "
                        + added));
  }

  private static List<CredentialFacts> credentials(AccessRecord record, Grant grant) {
    return grant.targets().stream()
        .flatMap(t -> RecordReader.holdings(record, t.name()).current().stream())
        .toList();
  }

  private static Optional<Redelivery> unheeded(
      AccessRequest request, @Nullable AccessRecordStatus status) {
    return redelivery(request)
        .filter(wish -> status == null || !wish.text().equals(status.redelivered()));
  }

  /** The last wish for fresh credentials, with its text as it is remembered once it was granted. */
  public static Optional<Redelivery> redelivery(AccessRequest request) {
    return Optional.ofNullable(RequestReader.annotations(request).get(Keys.REDELIVER))
        .map(wish -> new Redelivery(PlainLine.of(wish, REMEMBERED), Redelivery.saysLeaked(wish)));
  }

  /** Characters of a wish that are remembered. */
  private static final int REMEMBERED = 253;
}
