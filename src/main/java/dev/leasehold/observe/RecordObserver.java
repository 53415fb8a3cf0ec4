package dev.leasehold.observe;

import dev.leasehold.api.v1alpha1.AccessRecord;
import dev.leasehold.api.v1alpha1.AccessRecordStatus;
import dev.leasehold.api.v1alpha1.AccessRequest;
import dev.leasehold.api.v1alpha1.PlainLine;
import dev.leasehold.lifecycle.Presence;
import dev.leasehold.lifecycle.RecordObservation;
import dev.leasehold.lifecycle.RequestObservation.RecordView.Standing;
import dev.leasehold.model.Binding;
import dev.leasehold.model.Condition;
import dev.leasehold.model.CredentialFacts;
import dev.leasehold.model.EndCause;
import dev.leasehold.model.Grant;
import dev.leasehold.model.Reason;
import dev.leasehold.model.Rule;
import dev.leasehold.model.Target;
import dev.leasehold.policy.Coverage;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Makes the observation of one granted record from whatever view it is given. */
public final class RecordObserver {
  private RecordObserver() {}

  /** Looks up a request by namespace and name. */
  @FunctionalInterface
  public interface Requests {
    Optional<AccessRequest> find(String namespace, String name);
  }

  /**
   * Everything about the record.
   *
   * @param inspect compares what was handed out with what was granted; asked of active grants only
   */
  public static RecordObservation observe(
      AccessRecord record,
      Grant grant,
      Requests requests,
      ClusterView view,
      Function<Grant, Condition> inspect) {
    AccessRecordStatus status = record.getStatus();
    Standing standing = RecordReader.standing(record);
    Optional<AccessRequest> request =
        requests
            .find(grant.request().namespace(), grant.request().name())
            .filter(r -> r.getMetadata().getUid().equals(grant.request().uid()));
    boolean active = standing == Standing.ACTIVE;
    return new RecordObservation(
        grant,
        Instant.parse(record.getMetadata().getCreationTimestamp()),
        standing,
        CauseReader.read(status == null ? null : status.ending()),
        request.isPresent() ? Presence.PRESENT : Presence.GONE,
        request.flatMap(RecordObserver::ending),
        subject(grant, view),
        record.getMetadata().getDeletionTimestamp() != null,
        active ? inspect.apply(grant) : new Condition.Intact(),
        active ? widened(grant, view) : Optional.empty(),
        credentials(record, grant),
        request.filter(r -> redeliver(r, status)).isPresent(),
        Optional.ofNullable(status).map(AccessRecordStatus::retainUntil).map(Instant::parse));
  }

  private static Optional<EndCause> ending(AccessRequest request) {
    return Optional.ofNullable(request.getStatus()).flatMap(s -> CauseReader.read(s.ending()));
  }

  private static Presence subject(Grant grant, ClusterView view) {
    Optional<ServiceAccount> account =
        view.serviceAccount(grant.subject().namespace(), grant.subject().serviceAccount());
    return account.filter(a -> a.getMetadata().getUid().equals(grant.subjectUid())).isPresent()
        ? Presence.PRESENT
        : Presence.GONE;
  }

  /** A role that is missing gives nothing, which is no more than was offered. */
  private static Optional<Reason> widened(Grant grant, ClusterView view) {
    for (Target target : grant.targets()) {
      for (Binding binding : target.bindings()) {
        List<Rule> now = view.rules(binding.role(), binding.namespace()).orElse(List.of());
        if (!Coverage.covers(binding.rules(), now)) {
          return Optional.of(
              new Reason(
                  "RoleWidened",
                  binding.role().kind().text()
                      + " "
                      + binding.role().name()
                      + " in namespace "
                      + binding.namespace()
                      + " now allows more than was offered and approved; ask again"));
        }
      }
    }
    return Optional.empty();
  }

  private static List<CredentialFacts> credentials(AccessRecord record, Grant grant) {
    return grant.targets().stream()
        .flatMap(t -> RecordReader.holdings(record, t.name()).current().stream())
        .toList();
  }

  private static boolean redeliver(AccessRequest request, @Nullable AccessRecordStatus status) {
    return redelivery(request)
        .filter(wish -> status == null || !wish.equals(status.redelivered()))
        .isPresent();
  }

  /** What the last wish for fresh credentials says, as it is remembered once it was granted. */
  public static Optional<String> redelivery(AccessRequest request) {
    return Optional.ofNullable(RequestReader.annotations(request).get(Keys.REDELIVER))
        .map(wish -> PlainLine.of(wish, REMEMBERED));
  }

  /** Characters of a wish that are remembered. */
  private static final int REMEMBERED = 253;
}
