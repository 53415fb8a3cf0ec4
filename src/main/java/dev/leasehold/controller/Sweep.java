package dev.leasehold.controller;

import dev.leasehold.api.v1alpha1.AccessRecord;
import dev.leasehold.api.v1alpha1.AccessRecordStatus;
import dev.leasehold.api.v1alpha1.AccessRequest;
import dev.leasehold.api.v1alpha1.Credential;
import dev.leasehold.api.v1alpha1.ObjectReference;
import dev.leasehold.lifecycle.RequestObservation.RecordView.Standing;
import dev.leasehold.model.Subject;
import dev.leasehold.observe.Keys;
import dev.leasehold.observe.OffboardingReader;
import dev.leasehold.observe.RecordReader;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * The second, independent way in which access ends: every 15 s, with a client and a thread of its
 * own, by consistent lists, without informers. It has records looked at whose window is over, whose
 * request is gone or whose subject was offboarded, and deletes what carries our mark but belongs to
 * no live record.
 */
final class Sweep implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(Sweep.class);

  /** guarantees.md. */
  private static final Duration EVERY = Duration.ofSeconds(15);

  private final KubernetesClient client;
  private final Settings settings;
  private final Orphans orphans;
  private final Consumer<AccessRecord> look;
  private final InstantSource clock;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("sweep").factory());

  /**
   * @param look takes a record further after a fresh look; never throws
   */
  Sweep(
      KubernetesClient client,
      Settings settings,
      Consumer<AccessRecord> look,
      InstantSource clock) {
    this.client = client;
    this.settings = settings;
    this.orphans = new Orphans(client);
    this.look = look;
    this.clock = clock;
  }

  void start() {
    Future<?> _ =
        timer.scheduleWithFixedDelay(
            this::sweep, EVERY.toMillis(), EVERY.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** One look; also if some of it fails, the rest is done. */
  void sweep() {
    try {
      Optional<List<HasMetadata>> marked = told("marked", this::marked);
      List<AccessRecord> records = client.resources(AccessRecord.class).list().getItems();
      Set<Subject> frozen = frozen(records);
      List<AccessRecord> open =
          records.stream()
              .filter(record -> RecordReader.standing(record) != Standing.CLOSED)
              .toList();
      Optional<Set<String>> requests = told("requests", this::requests);
      Optional<Set<String>> there = marked.map(Sweep::uids);
      Instant now = clock.instant();
      open.stream()
          .filter(
              r ->
                  overdue(r, now)
                      || frozen.contains(OffboardingReader.identity(r))
                      || RecordReader.standing(r) == Standing.ENDING
                      || requests.filter(u -> !u.contains(request(r))).isPresent()
                      || there.filter(u -> lacks(r, u)).isPresent())
          .forEach(look);
      Set<String> live = open.stream().map(Sweep::request).collect(Collectors.toSet());
      marked.stream()
          .flatMap(List::stream)
          .filter(o -> !live.contains(o.getMetadata().getLabels().get(Keys.REQUEST_UID)))
          .forEach(o -> told("orphan", () -> orphans.remove(o)));
    } catch (RuntimeException e) {
      LOG.warnf("sweep reason=%s is tried again", e.getClass().getSimpleName());
    }
  }

  private static Set<Subject> frozen(List<AccessRecord> records) {
    return records.stream()
        .filter(OffboardingReader::frozen)
        .map(OffboardingReader::identity)
        .collect(Collectors.toSet());
  }

  private static <T> Optional<T> told(String what, Supplier<T> look) {
    try {
      return Optional.of(look.get());
    } catch (KubernetesClientException e) {
      LOG.warnf("sweep what=%s code=%s is tried again", what, e.getCode());
      return Optional.empty();
    }
  }

  private static Set<String> uids(List<HasMetadata> objects) {
    return objects.stream().map(o -> o.getMetadata().getUid()).collect(Collectors.toSet());
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
            .filter(Objects::nonNull)
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
    return RecordReader.window(record).expiredAt(now);
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

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
