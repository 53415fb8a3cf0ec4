package dev.leasehold.cluster;

import dev.leasehold.api.v1alpha1.AccessRecord;
import dev.leasehold.api.v1alpha1.AccessRecordSpec;
import dev.leasehold.api.v1alpha1.AccessRecordStatus;
import dev.leasehold.api.v1alpha1.AccessRequest;
import dev.leasehold.api.v1alpha1.AccessRequestStatus;
import dev.leasehold.api.v1alpha1.EntitlementCatalog;
import dev.leasehold.api.v1alpha1.EntitlementCatalogStatus;
import dev.leasehold.api.v1alpha1.HistoryEntry;
import dev.leasehold.grant.Unavailable;
import dev.leasehold.model.Reason;
import dev.leasehold.model.ReasonCode;
import dev.leasehold.observe.Keys;
import dev.leasehold.wire.ReplyKind;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.net.HttpURLConnection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Writes our own resources: one PUT of what changed, none of what did not, and never over what
 * somebody else wrote in between.
 */
public final class Store {
  /** How often people's writes of other things may come between. */
  private static final int TRIES = 8;

  private final KubernetesClient client;
  private final RecordPages records;
  private final Caches caches;
  private final BiConsumer<AccessRequest, HistoryEntry> happened;
  private final Written written;

  /**
   * @param happened is told of what a request's history has anew, after that was written
   */
  public Store(
      KubernetesClient client, Caches caches, BiConsumer<AccessRequest, HistoryEntry> happened) {
    this(client, caches, happened, Written.unheard());
  }

  /**
   * @param written is told of each request and record after it was written
   */
  public Store(
      KubernetesClient client,
      Caches caches,
      BiConsumer<AccessRequest, HistoryEntry> happened,
      Written written) {
    this.client = client;
    this.records = new RecordPages(client);
    this.caches = caches;
    this.happened = happened;
    this.written = written;
  }

  public AccessRequest write(AccessRequest before, AccessRequestStatus status) {
    if (status.equals(before.getStatus())) {
      return before;
    }
    AccessRequest after =
        putting(
            before,
            "request",
            meta -> {
              AccessRequest next = new AccessRequest();
              next.setMetadata(lock(meta));
              next.setSpec(before.getSpec());
              next.setStatus(status);
              return next;
            });
    Optional<HistoryEntry> told = latest(before.getStatus());
    latest(status)
        .filter(e -> !told.equals(Optional.of(e)))
        .ifPresent(e -> happened.accept(after, e));
    written.requests().accept(after);
    return caches.wrote(after);
  }

  private static Optional<HistoryEntry> latest(@Nullable AccessRequestStatus status) {
    return status == null || status.history().isEmpty()
        ? Optional.empty()
        : Optional.of(status.history().getLast());
  }

  public AccessRecord write(AccessRecord before, AccessRecordStatus status) {
    if (status.equals(before.getStatus())) {
      return before;
    }
    AccessRecord after =
        putting(
            before,
            "record",
            meta -> {
              AccessRecord next = new AccessRecord();
              next.setMetadata(lock(meta));
              next.setSpec(before.getSpec());
              next.setStatus(written.completed().apply(before, status));
              return next;
            });
    written.records().accept(after);
    return caches.wrote(after);
  }

  /**
   * Writes a status, which nobody else does. People annotate the same object, and whoever does that
   * all the time could keep it from being written, and access from being ended: so where nothing
   * but metadata became another meanwhile it is written all the same.
   */
  private <S, U, T extends CustomResource<S, U>> T putting(
      T before, String what, Function<ObjectMeta, T> next) {
    T on = before;
    for (int tries = 1; ; tries++) {
      ObjectMeta meta = on.getMetadata();
      try {
        return asking(what, () -> client.resource(next.apply(meta)).updateStatus());
      } catch (Unavailable e) {
        if (tries == TRIES || e.reason().code() != ReasonCode.OVERTAKEN) {
          throw e;
        }
        on =
            Optional.ofNullable(asking(what, () -> client.resource(before).get()))
                .filter(now -> isSame(before, now))
                .orElseThrow(() -> e);
      }
    }
  }

  /** Whether it is the same object, and nothing but metadata has become another. */
  public static <S, U> boolean isSame(CustomResource<S, U> before, CustomResource<S, U> now) {
    return Objects.equals(before.getMetadata().getUid(), now.getMetadata().getUid())
        && Objects.equals(before.getSpec(), now.getSpec())
        && Objects.equals(before.getStatus(), now.getStatus());
  }

  public void write(EntitlementCatalog before, EntitlementCatalogStatus status) {
    if (!status.equals(before.getStatus())) {
      EntitlementCatalog next = new EntitlementCatalog();
      next.setMetadata(lock(before.getMetadata()));
      next.setSpec(before.getSpec());
      next.setStatus(status);
      asking("catalog", () -> client.resource(next).updateStatus());
    }
  }

  /** Creates the record, or finds it where an earlier attempt has created it. */
  public AccessRecord create(AccessRecord record) {
    String name = record.getMetadata().getName();
    AccessRecord created =
        asking(
            "record",
            () -> {
              try {
                return client.resource(record).create();
              } catch (KubernetesClientException e) {
                if (e.getCode() == HttpURLConnection.HTTP_CONFLICT) {
                  return Objects.requireNonNull(
                      client.resources(AccessRecord.class).withName(name).get());
                }
                throw e;
              }
            });
    caches.answered().add(created);
    written.records().accept(created);
    return caches.wrote(created);
  }

  /** Writes what a renewal changes; everything else stays as it was. */
  public AccessRecord prolong(AccessRecord before, AccessRecordSpec spec) {
    AccessRecord next = new AccessRecord();
    next.setMetadata(before.getMetadata());
    next.setSpec(spec);
    AccessRecord after = asking("record", () -> client.resource(next).update());
    return caches.wrote(after);
  }

  /** Lets a closed record go; one that is gone already has been let go. */
  public void forget(AccessRecord record) {
    ObjectMeta meta = record.getMetadata();
    Resource<AccessRecord> there = client.resources(AccessRecord.class).withName(meta.getName());
    asking("record", () -> meta.getDeletionTimestamp() == null ? there.delete() : List.of());
    Optional.ofNullable(asking("record", there::get))
        .filter(now -> now.getMetadata().getUid().equals(meta.getUid()))
        .filter(now -> now.getMetadata().getDeletionTimestamp() != null)
        .filter(now -> now.getMetadata().getFinalizers().contains(Keys.ENDING_PROVED))
        .ifPresent(this::release);
    caches.writtenRecords().forget(meta.getName());
  }

  /** What others keep it for is theirs to say. */
  private void release(AccessRecord deleted) {
    List<String> others =
        deleted.getMetadata().getFinalizers().stream()
            .filter(finalizer -> !finalizer.equals(Keys.ENDING_PROVED))
            .toList();
    deleted.getMetadata().setFinalizers(others);
    asking(
        "record",
        () -> {
          try {
            return Optional.of(client.resource(deleted).update());
          } catch (KubernetesClientException e) {
            if (e.getCode() == HttpURLConnection.HTTP_NOT_FOUND) {
              return Optional.empty();
            }
            throw e;
          }
        });
  }

  /** Takes in a live read, which is newer than the cache. */
  public void saw(AccessRequest request) {
    caches.writtenRequests().wrote(request.getMetadata().getUid(), request);
  }

  /** A record that no cache need have, since it may be settled. */
  public Optional<AccessRecord> liveRecord(String name) {
    return Optional.ofNullable(
        asking("record", () -> client.resources(AccessRecord.class).withName(name).get()));
  }

  /** Has the record of this request at hand, also if it is in no cache any more. */
  public void recall(AccessRequest request) {
    AccessRequestStatus status = request.getStatus();
    if (status != null && status.record() != null && caches.record(status.record()).isEmpty()) {
      liveRecord(status.record()).ifPresent(record -> caches.recall(record));
    }
  }

  /** Whether another request with the same content was answered, as the records themselves say. */
  boolean answered(AccessRequest request, String specDigest) {
    if (!caches.answered().mayHave(request, specDigest)) {
      return false;
    }
    return asking("records", () -> records.answering(request, specDigest));
  }

  public Optional<AccessRequest> liveRequest(String namespace, String name) {
    return Optional.ofNullable(
        asking(
            "request",
            () ->
                client.resources(AccessRequest.class).inNamespace(namespace).withName(name).get()));
  }

  /** Runs one call; whatever goes wrong says nothing about the cluster's state. */
  public static <T extends @Nullable Object> T asking(String what, Supplier<T> call) {
    try {
      return call.get();
    } catch (KubernetesClientException e) {
      Optional<NotTaken> refusal = NotTaken.of(what, e);
      if (refusal.isPresent()) {
        throw refusal.get();
      }
      throw new Unavailable(
          new Reason(
              ReplyKind.of(e.getCode(), e.getMessage()) == ReplyKind.OVERTAKEN
                  ? ReasonCode.OVERTAKEN
                  : ReasonCode.API_SERVER_UNAVAILABLE,
              "the API server did not take or give the " + what + " (" + e.getCode() + ")"));
    }
  }

  private static ObjectMeta lock(ObjectMeta meta) {
    return new ObjectMetaBuilder()
        .withName(meta.getName())
        .withNamespace(meta.getNamespace())
        .withUid(meta.getUid())
        .withResourceVersion(meta.getResourceVersion())
        .build();
  }
}
