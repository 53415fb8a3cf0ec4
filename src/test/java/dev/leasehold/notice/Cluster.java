package dev.leasehold.notice;

import dev.leasehold.api.v1alpha1.AccessRecord;
import dev.leasehold.api.v1alpha1.AccessRequest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;

/** Requests and records in memory, with a clock, and the desk that hears of each write. */
final class Cluster implements Source, Cursors, InstantSource, Tally {
  /** Whether no cursor can be written. */
  final AtomicBoolean refusing = new AtomicBoolean();

  final Map<String, Integer> lost = new ConcurrentHashMap<>();
  final Map<String, Integer> failed = new ConcurrentHashMap<>();
  final Set<Notice> expected = new LinkedHashSet<>();
  private final Map<String, AccessRequest> requests = new ConcurrentHashMap<>();
  private final Map<String, AccessRecord> records = new ConcurrentHashMap<>();
  private final Map<String, String> cursors = new ConcurrentHashMap<>();
  private final AtomicReference<Instant> now = new AtomicReference<>(Standing.at("07:00:00"));
  private Optional<Desk> desk = Optional.empty();

  @Override
  public Instant instant() {
    return now.get();
  }

  void at(Instant time) {
    now.set(time);
  }

  /** A process begins to work. */
  Desk lead(List<Sink> sinks, Function<Sink, Channel> channels, Pace pace) {
    Desk next =
        new Desk(
            sinks,
            channels,
            new Desk.Station(this, this, this, pace),
            at -> Optional.empty(),
            this);
    next.begin(() -> records.values().stream());
    desk = Optional.of(next);
    return next;
  }

  /** None works any more. */
  void stop() {
    desk.ifPresent(Desk::close);
    desk = Optional.empty();
  }

  void write(AccessRequest request) {
    requests.put(request.getMetadata().getUid(), request);
    expected.addAll(RequestNotices.of(request));
    desk.ifPresent(d -> d.written(request));
  }

  void write(AccessRecord record) {
    records.put(record.getMetadata().getName(), record);
    expected.addAll(RecordNotices.of(record, instant()));
    desk.ifPresent(d -> d.written(record));
  }

  @Override
  public void each(Consumer<Notice> consumer) {
    requests.values().forEach(r -> RequestNotices.of(r).forEach(consumer));
    records.values().forEach(r -> RecordNotices.of(r, instant()).forEach(consumer));
  }

  @Override
  public Optional<Cursor> read(String sink) {
    return Optional.ofNullable(cursors.get(sink)).flatMap(Cursor::parse);
  }

  @Override
  public void write(String sink, Cursor cursor) {
    if (refusing.get()) {
      throw new IllegalStateException("nothing is written");
    }
    cursors.put(sink, cursor.text());
  }

  @Override
  public void sent(String sink) {}

  @Override
  public void lost(String sink) {
    lost.merge(sink, 1, Integer::sum);
  }

  @Override
  public void failed(String sink) {
    failed.merge(sink, 1, Integer::sum);
  }
}
