package dev.leasehold.controller;

import static java.util.stream.Collectors.toSet;

import dev.leasehold.api.v1alpha1.AccessRecord;
import dev.leasehold.api.v1alpha1.AccessRecordStatus;
import dev.leasehold.api.v1alpha1.AccessRequest;
import dev.leasehold.api.v1alpha1.Credential;
import dev.leasehold.api.v1alpha1.ObjectReference;
import dev.leasehold.lifecycle.RequestObservation.RecordView.Standing;
import dev.leasehold.observe.Keys;
import dev.leasehold.observe.RecordReader;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * The second, independent way in which access ends: every 15 s, with a client and a thread of its
 * own, by consistent lists, without informers. It has records looked at whose window is over or
 * whose request is gone, and deletes what carries our mark but belongs to no live record.
 */
final class Sweep implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(Sweep.class);

  /** guarantees.md. */
  private static final Duration EVERY = Duration.ofSeconds(15);

  private final KubernetesClient client;
  private final Settings settings;
  private final RecordFlow records;
  private final InstantSource clock;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("sweep").factory());

  Sweep(KubernetesClient client, Settings settings, RecordFlow records, InstantSource clock) {
    this.client = client;
    this.settings = settings;
    this.records = records;
    this.clock = clock;
  }

  void start() {
    Future<?> _ =
        timer.scheduleWithFixedDelay(
            this::sweep, EVERY.toMillis(), EVERY.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void sweep() {
    try {
      List<HasMetadata> marked = marked();
      List<AccessRecord> all = client.resources(AccessRecord.class).list().getItems();
      Set<String> requests = requests();
      Set<String> there = marked.stream().map(o -> o.getMetadata().getUid()).collect(toSet());
      Instant now = clock.instant();
      all.stream()
          .filter(record -> RecordReader.standing(record) != Standing.CLOSED)
          .filter(r -> overdue(r, now) || !requests.contains(request(r)) || lacks(r, there))
          .forEach(records::advanceFresh);
      Set<String> live = new HashSet<>();
      all.stream()
          .filter(record -> RecordReader.standing(record) != Standing.CLOSED)
          .forEach(record -> live.add(request(record)));
      marked.stream()
          .filter(o -> !live.contains(o.getMetadata().getLabels().get(Keys.REQUEST_UID)))
          .forEach(this::delete);
    } catch (RuntimeException e) {
      LOG.warnf("sweep reason=%s is tried again", e.getClass().getSimpleName());
    }
  }

  /** Accounts and anchors are in no cache, so this is how their loss is noticed. */
  private static boolean lacks(AccessRecord record, Set<String> there) {
    AccessRecordStatus status = record.getStatus();
    return status != null
        && RecordReader.standing(record) == Standing.ACTIVE
        && status.targets().stream()
            .flatMap(
                target ->
                    Stream.concat(
                        target.objects().stream().map(ObjectReference::uid),
                        Stream.ofNullable(target.credential()).map(Credential::anchorUid)))
            .anyMatch(uid -> !there.contains(uid));
  }

  /** Listed before the records, so that whatever is listed has its record listed too. */
  private List<HasMetadata> marked() {
    String grants = settings.grantsNamespace();
    return Stream.<List<? extends HasMetadata>>of(
            client
                .rbac()
                .roleBindings()
                .inAnyNamespace()
                .withLabel(Keys.REQUEST_UID)
                .list()
                .getItems(),
            client
                .serviceAccounts()
                .inNamespace(grants)
                .withLabel(Keys.REQUEST_UID)
                .list()
                .getItems(),
            client.secrets().inNamespace(grants).withLabel(Keys.REQUEST_UID).list().getItems())
        .<HasMetadata>flatMap(List::stream)
        .toList();
  }

  private static boolean overdue(AccessRecord record, Instant now) {
    return RecordReader.grant(record).window().expiredAt(now);
  }

  private Set<String> requests() {
    Set<String> uids = new HashSet<>();
    client
        .resources(AccessRequest.class)
        .inAnyNamespace()
        .list()
        .getItems()
        .forEach(request -> uids.add(request.getMetadata().getUid()));
    return uids;
  }

  private static String request(AccessRecord record) {
    return record.getSpec().request().uid();
  }

  /** What was listed just before its record was closed is gone, and nothing is said of it. */
  private void delete(HasMetadata orphan) {
    if (!client.resource(orphan).delete().isEmpty()) {
      LOG.warnf(
          "kind=%s namespace=%s name=%s belonged to no live record and was deleted",
          orphan.getKind(), orphan.getMetadata().getNamespace(), orphan.getMetadata().getName());
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
