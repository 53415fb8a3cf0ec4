package dev.leasehold.evidence;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.model.Freeze;
import dev.leasehold.model.Reason;
import dev.leasehold.model.ReasonCode;
import dev.leasehold.model.RequestRef;
import dev.leasehold.model.Subject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whom a log says to be offboarded, and of whom nobody knows yet. */
class OffboardingsTest {
  private static final Subject BOT = new Subject("payments", "bot");
  private static final Instant AT = Lives.START.plusMillis(1500);

  @TempDir private Path directory;

  private final Past past = Past.unread();
  private final Offboardings said = past.identities();

  private static Event event(EventKind kind, RequestRef ref, Instant at) {
    Facts facts =
        Facts.none().by("olga").reason(new Reason(ReasonCode.OFFBOARDED, "the contract ended"));
    return new Event(kind, at, ref, Freeze.digest(BOT), facts, false);
  }

  private static Event event(EventKind kind, Instant at) {
    return event(kind, Freeze.ref(BOT), at);
  }

  private static byte[] entry(EventKind kind, Instant at) {
    return entry(kind, at, Lives.KEY);
  }

  private static byte[] entry(EventKind kind, Instant at, SigningKey key) {
    return Statement.sign(event(kind, at), key).bytes();
  }

  /** The same, but it says to be signed by the log's key. */
  private static byte[] forged(byte[] entry) {
    return new String(entry, UTF_8)
        .replace(Lives.key(8).verifier().keyId(), Lives.KEY.verifier().keyId())
        .getBytes(UTF_8);
  }

  private void read(List<byte[]> entries) throws IOException, InterruptedException {
    Path _ = Logs.of(directory, entries);
    LogSnapshot log = LogSnapshot.take(new LogFiles(new Disk.Real(), directory), Lives.KEYS);
    assertThat(new EndReader(past, Lives.KEYS).read(log, past::reached, () -> true)).isTrue();
    past.complete();
  }

  @Test
  void whoWasOffboardedIsKnownWithWhoDidItWhenAndWhy() throws Exception {
    read(List.of(entry(EventKind.OFFBOARDED, AT)));
    assertThat(said.of(BOT))
        .contains(new Freeze(BOT, "olga", "the contract ended", Optional.of(AT)));
    assertThat(said.of(new Subject("payments", "other"))).isEmpty();
    assertThat(past.requests().contains(Freeze.ref(BOT).uid())).isFalse();
  }

  /** What a process left unsaid comes into the log after what happened later. */
  @Test
  void theLatestByItsTimeCountsInWhateverOrderItIsSaid() throws Exception {
    List<byte[]> entries = new ArrayList<>();
    entries.add(entry(EventKind.OFFBOARDED, AT));
    entries.add(entry(EventKind.REINSTATED, AT.plusSeconds(5)));
    Collections.reverse(entries);
    read(entries);
    assertThat(said.of(BOT)).isEmpty();
    said.heard(event(EventKind.OFFBOARDED, AT.plusSeconds(6)));
    assertThat(said.of(BOT)).isPresent();
    said.heard(event(EventKind.PURGED, AT.plusSeconds(7)));
    assertThat(said.of(BOT)).as("its record was let go").isEmpty();
  }

  @Test
  void atTheSameTimeItIsFrozen() {
    said.heard(event(EventKind.REINSTATED, AT));
    said.heard(event(EventKind.OFFBOARDED, AT));
    assertThat(said.of(BOT)).isPresent();
  }

  /** They name people in records, and lift what was frozen. */
  @Test
  void onlyWhatIsSignedByTheLogCounts() throws Exception {
    read(
        List.of(
            entry(EventKind.OFFBOARDED, AT),
            forged(entry(EventKind.REINSTATED, AT.plusSeconds(1), Lives.key(8)))));
    assertThat(said.of(BOT)).isPresent();
  }

  @Test
  void anEntryUnderTheNameOfARequestSaysNothingOfAnIdentity() throws Exception {
    RequestRef request = new RequestRef(BOT.namespace(), BOT.serviceAccount(), Lives.uid(1));
    read(
        List.of(
            Statement.sign(event(EventKind.OFFBOARDED, request, AT), Lives.KEY).bytes(),
            Statement.sign(event(EventKind.PURGED, request, AT), Lives.KEY).bytes()));
    assertThat(said.of(BOT)).isEmpty();
    assertThat(said.saysReinstated(BOT, AT)).isFalse();
    assertThat(Freeze.isRef(request)).isFalse();
  }

  @Test
  void whatTheClusterCannotKnowIsKnownOnceThatMuchWasRead() {
    past.begin(Lives.START, 300);
    past.reached(Optional.empty(), 512);
    assertThat(said.isKnown()).isFalse();
    past.reached(Optional.empty(), 256);
    assertThat(said.isKnown()).isTrue();
    assertThat(said.isWhole()).as("there is more").isFalse();
    past.complete();
    assertThat(said.isWhole()).isTrue();
  }

  @Test
  void aClusterThatNeverHeardOfTheLogKnowsNothingOfIt() {
    past.begin(Lives.START, 0);
    past.reached(Optional.empty(), 256);
    assertThat(said.isKnown()).isFalse();
    past.reached(Optional.empty(), 0);
    assertThat(said.isKnown()).isTrue();
    assertThat(Past.none().identities().isKnown()).as("there is no log").isTrue();
  }

  /** Until then the next operator has to read it too. */
  @Test
  void whatWasReadIsInTheClusterOnceEachIsSettled() {
    past.begin(Lives.START, 0);
    said.take(EventKind.OFFBOARDED, freeze(1));
    said.take(EventKind.OFFBOARDED, freeze(2));
    Optional<Freeze> before = said.of(freeze(1).identity());
    said.settled(freeze(1).identity(), before);
    said.take(EventKind.REINSTATED, later(2));
    assertThat(said.isInCluster()).as("not all was read").isFalse();
    past.reached(Optional.empty(), 0);
    assertThat(said.isInCluster()).as("one is put back, the other lifted").isTrue();
    said.take(EventKind.OFFBOARDED, later(1));
    said.settled(freeze(1).identity(), before);
    assertThat(said.isInCluster()).as("more was said meanwhile").isFalse();
    said.settled(freeze(1).identity(), said.of(freeze(1).identity()));
    assertThat(said.isInCluster()).isTrue();
    said.heard(event(EventKind.OFFBOARDED, AT));
    assertThat(said.isInCluster()).as("this process has it on record").isTrue();
  }

  private static Freeze later(int number) {
    Freeze said = freeze(number);
    return new Freeze(said.identity(), "olga", "left", Optional.of(AT.plusSeconds(1)));
  }

  @Test
  void whoListensHearsOfEverybodyWhoIsFrozen() {
    List<Subject> heard = new ArrayList<>();
    said.heard(event(EventKind.OFFBOARDED, AT));
    said.listen(heard::add);
    assertThat(heard).containsExactly(BOT);
    said.heard(event(EventKind.REINSTATED, AT.plusSeconds(1)));
    assertThat(heard).hasSize(1);
    said.heard(event(EventKind.OFFBOARDED, AT.plusSeconds(2)));
    assertThat(heard).containsExactly(BOT, BOT);
  }

  /** Records have seconds. */
  @Test
  void whatIsSaidIsComparedToTheSecond() {
    said.heard(event(EventKind.OFFBOARDED, AT));
    said.heard(event(EventKind.REINSTATED, AT.plusSeconds(10)));
    assertThat(said.saysOffboarded(BOT, Lives.START.plusSeconds(1))).isTrue();
    assertThat(said.saysOffboarded(BOT, Lives.START.plusSeconds(2))).isFalse();
    assertThat(said.saysReinstated(BOT, Lives.START.plusSeconds(11))).isTrue();
    assertThat(said.saysReinstated(BOT, Lives.START.plusSeconds(12))).isFalse();
  }

  @Test
  void noMoreAreRememberedThanThereIsRoomForAndThenNothingIsTakenForMissing() {
    said.complete();
    for (int i = 0; i < Offboardings.MOST; i++) {
      said.take(EventKind.OFFBOARDED, freeze(i));
    }
    assertThat(said.isWhole()).isTrue();
    said.take(EventKind.OFFBOARDED, freeze(Offboardings.MOST));
    assertThat(said.of(freeze(Offboardings.MOST).identity())).isEmpty();
    assertThat(said.of(freeze(0).identity())).isPresent();
    assertThat(said.isWhole()).isFalse();
    said.take(EventKind.REINSTATED, freeze(0));
    assertThat(said.of(freeze(0).identity())).as("at the same time").isPresent();
  }

  private static Freeze freeze(int number) {
    return new Freeze(new Subject("payments", "bot-" + number), "olga", "left", Optional.of(AT));
  }
}
