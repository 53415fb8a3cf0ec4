package dev.leasehold.cluster;

import dev.leasehold.api.v1alpha1.AccessRecord;
import dev.leasehold.api.v1alpha1.AccessRecordSpec;
import dev.leasehold.api.v1alpha1.AccessRequest;
import dev.leasehold.api.v1alpha1.AccessRequestStatus;
import dev.leasehold.api.v1alpha1.EntitlementRef;
import dev.leasehold.lifecycle.RequestObservation.RecordView.Standing;
import dev.leasehold.model.Persons;
import dev.leasehold.model.RequestRef;
import dev.leasehold.model.Segregation;
import dev.leasehold.observe.ProgressReader;
import dev.leasehold.observe.RecordReader;
import dev.leasehold.observe.RequestReader;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.IndexerResourceCache;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The framework's caches of requests and records, with what this process wrote since. */
public final class Caches {
  /** Requests by the namespace they are in. */
  static final String NAMESPACE = "request-namespace";

  /** Requests by the catalog they ask of. */
  public static final String CATALOG = "request-catalog";

  /** Requests by whose duties they touch. */
  static final String REQUESTER = "request-requester";

  /** Requests that wait for what becomes of an earlier one, by where and for whose duties. */
  static final String BEHIND = "request-behind";

  /** Requests that are neither granted nor ended: all, and by who asks where. */
  static final String OPEN = "request-open";

  /** Records that are not closed, by the namespace of their request. */
  static final String LIVE_NAMESPACE = "live-namespace";

  /** Records that are not closed, by whose duties they touch. */
  static final String LIVE_REQUESTER = "live-requester";

  /** Records of emergencies by the namespace of their request and their entitlement. */
  static final String EMERGENCY = "record-emergency";

  /** Key of all that an index has. */
  static final String ALL = "all";

  private final Freshest<AccessRequest> writtenRequests = new Freshest<>();
  private final Freshest<AccessRecord> writtenRecords = new Freshest<>();
  private final Answered answered = new Answered();
  private final Map<String, AccessRequestStatus> untold = new ConcurrentHashMap<>();
  private final Persons persons;
  private final Segregation segregation;
  private volatile Consumer<AccessRequest> requestSettled = request -> {};
  private volatile Consumer<AccessRecord> recordSettled = record -> {};
  private volatile @Nullable IndexerResourceCache<AccessRequest> requests;
  private volatile @Nullable IndexerResourceCache<AccessRecord> records;

  /** Where nobody has several names, and only catalogs exclude anything. */
  public Caches() {
    this(Persons.PLAIN, Segregation.NONE);
  }

  /**
   * @param persons by what those who ask are compared
   * @param segregation what nobody is to hold together, whatever catalogs say
   */
  public Caches(Persons persons, Segregation segregation) {
    this.persons = persons;
    this.segregation = segregation;
  }

  public Persons persons() {
    return persons;
  }

  public Segregation segregation() {
    return segregation;
  }

  public void requests(IndexerResourceCache<AccessRequest> cache) {
    cache.addIndexer(NAMESPACE, r -> List.of(r.getMetadata().getNamespace()));
    cache.addIndexer(CATALOG, r -> List.of(r.getSpec().entitlement().catalog()));
    cache.addIndexer(REQUESTER, r -> RequestReader.askers(r, persons).duties());
    cache.addIndexer(BEHIND, this::behind);
    cache.addIndexer(OPEN, r -> RequestReader.isOpen(r) ? List.of(ALL, openBy(r)) : List.of());
    this.requests = cache;
  }

  public void records(IndexerResourceCache<AccessRecord> cache) {
    cache.addIndexer(LIVE_NAMESPACE, r -> live(r, List.of(r.getSpec().request().namespace())));
    cache.addIndexer(LIVE_REQUESTER, r -> live(r, RecordReader.askers(r, persons).duties()));
    cache.addIndexer(EMERGENCY, r -> r.getSpec().emergency() ? List.of(emergency(r)) : List.of());
    this.records = cache;
  }

  /** Who is told of what this process has settled; no event follows on that. */
  public void settling(Consumer<AccessRequest> request, Consumer<AccessRecord> record) {
    this.requestSettled = request;
    this.recordSettled = record;
  }

  /** Takes in a request as the API server has it now; nothing more is kept of a settled one. */
  public AccessRequest wrote(AccessRequest request) {
    String uid = request.getMetadata().getUid();
    if (request.getStatus() != null && request.getStatus().ending() != null) {
      untold.remove(uid);
    }
    if (!isSettled(request)) {
      return writtenRequests.wrote(uid, request);
    }
    writtenRequests.leave(uid, request);
    record(RequestRef.recordName(uid)).ifPresent(this::release);
    requestSettled.accept(request);
    return request;
  }

  /** That its access is to end was decided, and could not be written on the request. */
  public void untold(AccessRequest request, AccessRequestStatus status) {
    untold.put(request.getMetadata().getUid(), status);
  }

  /** The request as it would be if all that was decided had been written. */
  public AccessRequest asDecided(AccessRequest request) {
    AccessRequestStatus status = untold.get(request.getMetadata().getUid());
    if (status == null) {
      return request;
    }
    AccessRequest decided = new AccessRequest();
    decided.setMetadata(request.getMetadata());
    decided.setSpec(request.getSpec());
    decided.setStatus(status);
    return decided;
  }

  /** Forgets what was remembered of a request that is gone. */
  public void gone(String uid) {
    untold.remove(uid);
    writtenRequests.forget(uid);
  }

  /** The same of a record, which is kept until its request shows that it is settled. */
  public AccessRecord wrote(AccessRecord record) {
    String name = record.getMetadata().getName();
    boolean known = record(name).filter(Caches::isSettled).isPresent();
    writtenRecords.wrote(name, record);
    if (isSettled(record) && !known) {
      recordSettled.accept(record);
    }
    return record;
  }

  /** Takes in what was read of a record that has left the cache. */
  void recall(AccessRecord record) {
    writtenRecords.recall(record.getMetadata().getName(), record);
  }

  /** Nothing more is kept of a settled record that no open request needs. */
  public void release(AccessRecord record) {
    RequestRef ref = RecordReader.request(record);
    if (isSettled(record)
        && request(ref.namespace(), ref.name())
            .filter(request -> request.getMetadata().getUid().equals(ref.uid()))
            .isEmpty()) {
      writtenRecords.leave(record.getMetadata().getName(), record);
    }
  }

  /** Whether this was read before the record was settled, and says nothing any more. */
  public boolean overtaken(AccessRecord record) {
    return writtenRecords.hasLeft(record.getMetadata().getName(), record);
  }

  private boolean overtaken(AccessRequest request) {
    return writtenRequests.hasLeft(request.getMetadata().getUid(), request);
  }

  public static boolean isSettled(AccessRequest request) {
    return request.getStatus() != null && Boolean.TRUE.equals(request.getStatus().settled());
  }

  public static boolean isSettled(AccessRecord record) {
    return record.getStatus() != null && Boolean.TRUE.equals(record.getStatus().settled());
  }

  /** Whether both are there; before that nothing may be concluded from what they lack. */
  public boolean ready() {
    return requests != null && records != null;
  }

  public Optional<AccessRequest> request(String namespace, String name) {
    return cached(namespace, name).flatMap(r -> latest(namespace, name, r));
  }

  /** The same object as it is now; empty if it is gone or another has its name. */
  public Optional<AccessRequest> again(AccessRequest request) {
    return latest(request.getMetadata().getNamespace(), request.getMetadata().getName(), request);
  }

  private Optional<AccessRequest> latest(String namespace, String name, AccessRequest before) {
    String uid = before.getMetadata().getUid();
    return writtenRequests.of(
        uid, () -> cached(namespace, name).filter(r -> r.getMetadata().getUid().equals(uid)));
  }

  private Optional<AccessRequest> cached(String namespace, String name) {
    return requests == null ? Optional.empty() : requests.get(new ResourceID(name, namespace));
  }

  public Optional<AccessRecord> record(String name) {
    return writtenRecords.of(
        name, () -> records == null ? Optional.empty() : records.get(new ResourceID(name)));
  }

  /** This record, or what is known of it if that is newer. */
  public AccessRecord newest(AccessRecord record) {
    return record(record.getMetadata().getName())
        .filter(known -> Freshest.version(known) >= Freshest.version(record))
        .orElse(record);
  }

  public List<AccessRequest> requestsBy(String index, String key) {
    return requests == null
        ? List.of()
        : requests.byIndex(index, key).stream().filter(r -> !overtaken(r)).toList();
  }

  /** The same as they are now; the cache is read last, lest what was written fall in between. */
  List<AccessRequest> newestBy(String index, String key) {
    Map<String, AccessRequest> written = new HashMap<>();
    for (AccessRequest request : requestsBy(index, key)) {
      String uid = request.getMetadata().getUid();
      writtenRequests.written(uid).ifPresent(mine -> written.put(uid, mine));
    }
    return requestsBy(index, key).stream().map(request -> newest(request, written)).toList();
  }

  private static AccessRequest newest(AccessRequest cached, Map<String, AccessRequest> written) {
    AccessRequest mine = written.get(cached.getMetadata().getUid());
    return mine != null && Freshest.version(mine) > Freshest.version(cached) ? mine : cached;
  }

  List<AccessRecord> recordsBy(String index, String key) {
    return records == null
        ? List.of()
        : records.byIndex(index, key).stream().filter(r -> !overtaken(r)).toList();
  }

  public Stream<AccessRequest> allRequests() {
    return requests == null ? Stream.empty() : requests.list().filter(r -> !overtaken(r));
  }

  public Stream<AccessRecord> allRecords() {
    return records == null ? Stream.empty() : records.list().filter(r -> !overtaken(r));
  }

  /** How many requests are neither granted nor ended. */
  int open() {
    return requestsBy(OPEN, ALL).size();
  }

  /** Key of what who asks for this one has open in its namespace; emergencies apart. */
  String openBy(AccessRequest request) {
    String namespace = request.getMetadata().getNamespace();
    return (request.getSpec().emergency() ? "emergencies in " : "in ")
        + namespace
        + " by "
        + RequestReader.askers(request, persons).counted(namespace);
  }

  private List<String> behind(AccessRequest request) {
    return ProgressReader.isBehind(request)
        ? Stream.concat(
                Stream.of(ALL, inside(request.getMetadata().getNamespace())),
                RequestReader.askers(request, persons).bounds().stream().map(Caches::through))
            .toList()
        : List.of();
  }

  /** Key of those who wait in a namespace. */
  static String inside(String namespace) {
    return "in " + namespace;
  }

  /** Key of those who wait for whom these duties bind. */
  public static String through(String duty) {
    return "by " + duty;
  }

  private static List<String> live(AccessRecord record, List<String> keys) {
    return RecordReader.standing(record) == Standing.CLOSED ? List.of() : keys;
  }

  /** Key of the emergencies of an entitlement in a namespace. */
  static String emergency(String namespace, EntitlementRef ref) {
    return namespace + "/" + ref.catalog() + "." + ref.name();
  }

  private static String emergency(AccessRecord record) {
    AccessRecordSpec spec = record.getSpec();
    EntitlementRef given =
        new EntitlementRef(spec.entitlement().catalog(), spec.entitlement().name());
    return emergency(spec.request().namespace(), given);
  }

  /** Requests that this process wrote, until the cache has caught up. */
  public Freshest<AccessRequest> writtenRequests() {
    return writtenRequests;
  }

  /** Records that this process wrote, until the cache has caught up. */
  public Freshest<AccessRecord> writtenRecords() {
    return writtenRecords;
  }

  /** What was answered already, and must not be answered again. */
  public Answered answered() {
    return answered;
  }
}
