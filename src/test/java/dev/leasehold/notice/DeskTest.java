package dev.leasehold.notice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.leasehold.api.v1alpha1.AccessRecord;
import dev.leasehold.api.v1alpha1.AccessRequest;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whatever a sink does, all of it arrives, in order, and nobody else notices. */
class DeskTest {
  private static final Pace QUICK =
      new Pace(Duration.ofMillis(1), Duration.ofMillis(4), Duration.ofMillis(8), 3, Duration.ZERO);

  private static final Sink ALL = Standing.sink("all", Format.WEBHOOK, Optional.empty());

  private final Cluster cluster = new Cluster();
  private final List<Notice> arrived = new CopyOnWriteArrayList<>();

  @AfterEach
  void stop() {
    cluster.stop();
  }

  private Answer take(Bundle bundle) {
    arrived.addAll(bundle.notices());
    return new Answer.Taken("ok");
  }

  private static Function<Sink, Channel> over(Cluster cluster) {
    return s ->
        new HttpChannel(
            s, key -> Optional.empty(), () -> "urn:uuid:c", cluster, Duration.ofSeconds(5));
  }

  private Set<String> expected() {
    Set<String> ids = new HashSet<>();
    cluster.expected.forEach(n -> ids.add(n.id()));
    return ids;
  }

  /** IDs as they first arrived. */
  private static Set<String> ids(FlakySink sink) {
    Set<String> ids = new LinkedHashSet<>();
    sink.bodies.forEach(body -> ids.add(body.path("id").asText()));
    return ids;
  }

  /** Two in five answers are no; some of these come after the notice was noted all the same. */
  @Test
  void twoHundredLivesArriveWholeAndInOrderAtASinkThatFailsAndOverARestart() {
    try (FlakySink sink = new FlakySink()) {
      sink.answering(call -> List.of(200, 500, 200, 429, 200).get(call % 5));
      List<Sink> sinks = List.of(sink.sink("flaky", Format.WEBHOOK));
      cluster.lead(sinks, over(cluster), QUICK);
      new Lives(cluster, 1).live(0, 80);
      cluster.stop();
      new Lives(cluster, 2).live(80, 120);
      cluster.lead(sinks, over(cluster), QUICK);
      new Lives(cluster, 3).live(120, 200);
      Set<String> expected = expected();
      await().atMost(Duration.ofSeconds(60)).until(() -> ids(sink).equals(expected));
      assertThat(perRequest(ids(sink))).isEqualTo(ordered(expected));
      assertThat(expected).hasSize(820);
      assertThat(cluster.lost).isEmpty();
    }
  }

  private Map<String, List<String>> ordered(Set<String> ids) {
    return perRequest(
        cluster.expected.stream()
            .sorted(Notice.ORDER)
            .map(Notice::id)
            .filter(ids::contains)
            .toList());
  }

  private static Map<String, List<String>> perRequest(Iterable<String> ids) {
    Map<String, List<String>> byRequest = new LinkedHashMap<>();
    for (String id : ids) {
      String uid = id.substring(0, id.indexOf('.'));
      List<String> of = byRequest.computeIfAbsent(uid, u -> new ArrayList<>());
      if (!of.contains(id)) {
        of.add(id);
      }
    }
    return byRequest;
  }

  @Test
  void whatWasToldIsNotToldAgainAfterAnOrderlyRestart() {
    cluster.lead(List.of(ALL), s -> this::take, QUICK);
    new Lives(cluster, 1).live(0, 20);
    await().untilAsserted(() -> assertThat(arrived).hasSameSizeAs(expected()));
    cluster.stop();
    cluster.lead(List.of(ALL), s -> this::take, QUICK);
    new Lives(cluster, 2).live(20, 40);
    await().untilAsserted(() -> assertThat(arrived).hasSizeGreaterThanOrEqualTo(expected().size()));
    cluster.stop();
    cluster.lead(List.of(ALL), s -> this::take, QUICK);
    new Lives(cluster, 3).live(40, 41);
    await().untilAsserted(() -> assertThat(ids(arrived)).isEqualTo(expected()));
    assertThat(arrived).extracting(Notice::id).doesNotHaveDuplicates();
  }

  @Test
  void anErrorEndsNoSink() {
    AtomicBoolean thrown = new AtomicBoolean();
    Channel failing =
        bundle -> {
          if (!thrown.getAndSet(true)) {
            throw new StackOverflowError("once");
          }
          return take(bundle);
        };
    cluster.lead(List.of(ALL), s -> failing, QUICK);
    new Lives(cluster, 1).live(0, 5);
    await().untilAsserted(() -> assertThat(ids(arrived)).isEqualTo(expected()));
    assertThat(thrown).isTrue();
  }

  /** Neither who says it nor another sink waits, and what does not fit is derived again. */
  @Test
  void aSinkThatHangsHoldsUpNothingTakesNoMemoryAndGetsAllOfItLater() {
    CountDownLatch hangs = new CountDownLatch(1);
    List<Notice> late = new CopyOnWriteArrayList<>();
    Sink hanging = Standing.sink("hanging", Format.WEBHOOK, Optional.empty());
    Channel slow =
        bundle -> {
          hangs.await();
          late.addAll(bundle.notices());
          return new Answer.Taken("ok");
        };
    Desk desk = cluster.lead(List.of(hanging, ALL), s -> s.equals(ALL) ? this::take : slow, QUICK);
    new Lives(cluster, 1).live(0, 400);
    // Comparing thousands of them in words takes longer than telling them.
    await().atMost(Duration.ofSeconds(60)).until(() -> ids(arrived).equals(expected()));
    assertThat(late).isEmpty();
    assertThat(desk.waiting("hanging")).isEqualTo(Backlog.BOUND);
    hangs.countDown();
    await().atMost(Duration.ofSeconds(60)).until(() -> ids(late).equals(expected()));
  }

  private static Set<String> ids(List<Notice> notices) {
    Set<String> ids = new HashSet<>();
    notices.forEach(n -> ids.add(n.id()));
    return ids;
  }

  @Test
  void whatIsRefusedForGoodIsGivenUpAndTheNextIsTried() {
    AtomicBoolean refuses = new AtomicBoolean(true);
    cluster.lead(
        List.of(ALL),
        s -> n -> refuses.get() ? new Answer.Refused("it answered 404") : take(n),
        QUICK);
    new Lives(cluster, 1).live(0, 2);
    int all = expected().size();
    await().untilAsserted(() -> assertThat(cluster.lost).containsEntry("all", all));
    // The first was tried three times, and the others once while nothing had changed.
    assertThat(cluster.failed).containsEntry("all", 2);
    refuses.set(false);
    new Lives(cluster, 2).live(2, 3);
    await().untilAsserted(() -> assertThat(arrived).extracting(Notice::id).contains("u2.lapsed"));
  }

  @Test
  void aSinkHearsOnlyWhatItAskedFor() {
    Filter denials = new Filter(Set.of("payments"), Set.of(), Set.of(Kind.DENIED));
    Filter elsewhere = new Filter(Set.of(), Set.of("shop"), Set.of());
    List<Sink> sinks =
        Stream.of(denials, elsewhere)
            .map(
                f ->
                    Standing.sink(
                        "s" + f.catalogs().size(),
                        Format.WEBHOOK,
                        Optional.empty(),
                        f,
                        Rhythm.AT_ONCE))
            .toList();
    cluster.lead(sinks, s -> this::take, QUICK);
    new Lives(cluster, 1).live(0, 20);
    await().untilAsserted(() -> assertThat(arrived).hasSize(2));
    assertThat(arrived).extracting(Notice::id).containsExactlyInAnyOrder("u1.denied", "u11.denied");
  }

  @Test
  void aNewSinkHearsNothingOfWhatWasBefore() {
    new Lives(cluster, 1).live(0, 10);
    cluster.lead(List.of(ALL), s -> this::take, QUICK);
    cluster.at(Standing.at("23:30:00"));
    cluster.write(Standing.request("next", Standing.closed("Denied", "Denied", "23:30:00")));
    await().untilAsserted(() -> assertThat(ids(arrived)).containsExactly("next.denied"));
  }

  /** Nothing is written when a window nears its end; so it is looked for. */
  @Test
  void aWindowAboutToEndIsToldThoughNothingIsWritten() {
    cluster.write("all", new Cursor(Standing.at("11:00:00"), Set.of()));
    cluster.at(Standing.at("11:36:00"));
    Desk desk =
        new Desk(
            List.of(ALL),
            s -> this::take,
            new Desk.Station(cluster, consumer -> {}, cluster, QUICK),
            now -> Optional.of(Notice.guardDown("c", Standing.at("11:35:30"), "off", "look")),
            cluster);
    desk.begin(() -> Stream.of(Standing.granted("u1", Standing.provisioned("08:00:02", "]}"))));
    await()
        .untilAsserted(
            () ->
                assertThat(ids(arrived))
                    .containsExactlyInAnyOrder(
                        "u1.expiring.2026-12-01T12:00:00Z", "c.guard-down.2026-12-01T11:35:30Z"));
    desk.close();
  }

  private static Sink people(Rhythm rhythm) {
    return Standing.sink("people", Format.SLACK, Optional.empty(), Filter.NONE, rhythm);
  }

  private static AccessRequest asked(String uid) {
    return Standing.request(uid, Standing.offered(Standing.DIGEST, 0, "09:00:00"));
  }

  /** Of what is held back of the same request, what happened before is told too. */
  private void stuck(String uid) {
    String failed =
        ", {at: \"2026-12-01T12:00:05Z\", event: RevocationFailed, actor: leasehold, message: held}]}";
    cluster.write(Standing.granted(uid, Standing.provisioned("09:00:02", failed)));
  }

  private List<List<String>> begin(Sink sink) {
    List<List<String>> messages = new CopyOnWriteArrayList<>();
    cluster.lead(
        List.of(sink),
        s ->
            bundle -> {
              messages.add(bundle.notices().stream().map(Notice::id).toList());
              return take(bundle);
            },
        QUICK);
    return messages;
  }

  private static List<String> offers(int from, int to) {
    return IntStream.range(from, to)
        .mapToObj(i -> "p" + i + ".needs-approval." + Standing.DIGEST.substring(0, 16))
        .toList();
  }

  private void ask(int from, int to) {
    IntStream.range(from, to).forEach(i -> cluster.write(asked("p" + i)));
  }

  @Test
  void peopleGetTheFirstAtOnceAndTheRestInOneMessage() {
    List<List<String>> messages =
        begin(people(new Rhythm(Duration.ofMinutes(10), Optional.empty())));
    cluster.at(Standing.at("12:00:00"));
    ask(0, 1);
    await().untilAsserted(() -> assertThat(messages).containsExactly(offers(0, 1)));
    ask(1, 41);
    stuck("u1");
    await().untilAsserted(() -> assertThat(messages).hasSize(2));
    assertThat(messages.getLast())
        .containsExactly(
            "u1.approved",
            "u1.active",
            "u1.expiring.2026-12-01T12:00:00Z",
            "u1.revocation-stuck.2026-12-01T12:00:05Z");
    cluster.at(Standing.at("12:09:59"));
    ask(41, 60);
    cluster.at(Standing.at("12:10:00"));
    await().untilAsserted(() -> assertThat(messages).hasSize(3));
    assertThat(messages.getLast()).isEqualTo(offers(1, 60));
  }

  @Test
  void inQuietHoursOnlyWhatIsUrgentIsToldAndTheRestAfterThem() {
    QuietHours night = new QuietHours(LocalTime.of(20, 0), LocalTime.of(7, 0), ZoneOffset.UTC);
    cluster.write("people", new Cursor(Standing.at("07:00:00"), Set.of()));
    cluster.at(Standing.at("20:30:00"));
    List<List<String>> messages = begin(people(new Rhythm(Duration.ZERO, Optional.of(night))));
    ask(0, 300);
    cluster.write(
        Standing.granted(
            "u1",
            "emergency: true\n",
            Standing.provisioned("09:00:02", "], reviewBy: \"2026-12-01T23:00:00Z\"}")));
    await().untilAsserted(() -> assertThat(messages).hasSize(1));
    assertThat(messages.getFirst()).contains("u1.emergency");
    cluster.at(Instant.parse("2026-12-02T07:00:00Z"));
    await().atMost(Duration.ofSeconds(60)).until(() -> ids(arrived).equals(expected()));
    assertThat(arrived).extracting(Notice::id).doesNotHaveDuplicates();
    assertThat(messages).hasSizeLessThan(10);
  }

  /** A mail that a server takes for spam is no reason to lose the others that were in it. */
  @Test
  void whatIsRefusedTogetherIsToldOneByOne() {
    List<List<String>> messages = new CopyOnWriteArrayList<>();
    Channel wary =
        bundle -> {
          boolean bad = bundle.notices().stream().anyMatch(n -> n.id().startsWith("p7."));
          messages.add(bundle.notices().stream().map(Notice::id).toList());
          return bad ? new Answer.Refused("it answered 554") : take(bundle);
        };
    ask(0, 12);
    cluster.write("people", new Cursor(Standing.at("08:00:00"), Set.of()));
    cluster.at(Standing.at("12:00:00"));
    cluster.lead(List.of(people(Rhythm.AT_ONCE)), s -> wary, QUICK);
    await().untilAsserted(() -> assertThat(arrived).hasSize(11));
    assertThat(messages.getFirst()).hasSize(12);
    assertThat(cluster.lost).containsEntry("people", 1);
  }

  /** What was held back of it comes first, also where nobody knows any more that it was. */
  @Test
  void aRestartInQuietHoursTellsWhatIsUrgentInOrder() {
    QuietHours night = new QuietHours(LocalTime.of(20, 0), LocalTime.of(7, 0), ZoneOffset.UTC);
    cluster.write("people", new Cursor(Standing.at("07:00:00"), Set.of()));
    ask(0, 5);
    stuck("u1");
    cluster.at(Standing.at("21:00:00"));
    List<List<String>> messages = begin(people(new Rhythm(Duration.ZERO, Optional.of(night))));
    await()
        .untilAsserted(
            () ->
                assertThat(messages)
                    .containsExactly(
                        List.of(
                            "u1.approved",
                            "u1.active",
                            "u1.expiring.2026-12-01T12:00:00Z",
                            "u1.revocation-stuck.2026-12-01T12:00:05Z")));
    cluster.at(Instant.parse("2026-12-02T07:00:00Z"));
    await().untilAsserted(() -> assertThat(ids(arrived)).containsAll(expected()));
  }

  /** A clock that is put back a little has a timer fire before its time. */
  @Test
  void eachLookHasTheNextOnePlannedAlsoWhereItCameTooEarly() {
    AtomicReference<Duration> behind = new AtomicReference<>(Duration.ZERO);
    InstantSource clock = () -> Instant.now().minus(behind.get());
    Instant start = clock.instant();
    cluster.write("all", new Cursor(start.minusSeconds(60), Set.of()));
    Desk desk =
        new Desk(
            List.of(ALL),
            s -> this::take,
            new Desk.Station(cluster, consumer -> {}, cluster, QUICK),
            now -> Optional.empty(),
            clock);
    AccessRecord record = Standing.granted("u1", Standing.provisioned("08:00:02", "]}"));
    String json =
        Serialization.asJson(record)
            .replace("2026-12-01T08:00:00Z", start.toString())
            .replace("2026-12-01T08:00:02Z", start.toString())
            .replace("2026-12-01T12:00:00Z", start.plusSeconds(4).toString());
    AccessRecord brief = Serialization.unmarshal(json, AccessRecord.class);
    desk.begin(() -> Stream.of(brief));
    behind.set(Duration.ofMillis(700));
    await()
        .untilAsserted(
            () ->
                assertThat(ids(arrived))
                    .contains("u1.expiring." + start.plusSeconds(4).toString()));
    desk.close();
  }

  @Test
  void aCursorThatCouldNotBeWrittenIsWrittenLater() {
    cluster.lead(List.of(ALL), s -> this::take, QUICK);
    await().until(() -> cluster.read("all").isPresent());
    cluster.refusing.set(true);
    new Lives(cluster, 1).live(0, 1);
    await().untilAsserted(() -> assertThat(arrived).hasSameSizeAs(expected()));
    cluster.refusing.set(false);
    await()
        .untilAsserted(
            () ->
                assertThat(cluster.read("all").orElseThrow().beyond())
                    .containsAnyElementsOf(expected()));
  }

  /** Refusals of one outage say nothing about what comes after it. */
  @Test
  void whatIsRefusedOnceAfterAnOutageIsNotLost() {
    List<Answer> answers =
        new CopyOnWriteArrayList<>(
            List.of(
                new Answer.Refused("400"),
                new Answer.Refused("400"),
                new Answer.Refused("400"),
                new Answer.Later("503", Optional.empty()),
                new Answer.Refused("400")));
    cluster.lead(
        List.of(ALL), s -> n -> answers.isEmpty() ? take(n) : answers.removeFirst(), QUICK);
    new Lives(cluster, 1).live(0, 2);
    await().untilAsserted(() -> assertThat(arrived).hasSize(expected().size() - 1));
    assertThat(cluster.lost).containsEntry("all", 1);
  }
}
