package dev.leasehold.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How the operator asks witnesses, of which some lie, hang or are down. */
class CosigningTest {
  private static final Instant NOW = Witnesses.NOW;

  @TempDir private Path directory;
  private Path log;
  private final List<String> heard = new ArrayList<>();
  private final List<HttpServer> servers = new ArrayList<>();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch end = new CountDownLatch(1);
  private final List<Witness> witnesses = new ArrayList<>();
  private long entries = 20;
  private Disk disk = new Disk.Real();

  @BeforeEach
  void write() throws IOException {
    log = Logs.of(directory.resolve("log"), Lives.bytes(20));
  }

  @AfterEach
  void stop() throws IOException {
    end.countDown();
    servers.forEach(server -> server.stop(0));
    threads.shutdownNow();
    for (Witness witness : witnesses) {
      witness.close();
    }
  }

  /** More entries, by a writer that goes on. */
  private void append(int count) throws IOException {
    try (LogWriter writer =
        LogWriter.open(new Disk.Real(), log, Lives.KEY, Lives.KEYS, 1, Optional.empty())) {
      int from = (int) entries;
      entries += count;
      List<Receipt> _ = writer.append(Lives.bytes((int) entries).subList(from, (int) entries));
    }
  }

  private WitnessPeer peer(int number, HttpHandler handler) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", handler);
    server.setExecutor(threads);
    server.start();
    servers.add(server);
    URI url = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    return new WitnessPeer(Witnesses.signer(number).verifier(), url);
  }

  /** One that does as it should. */
  private WitnessPeer honest(int number) throws IOException {
    return peer(number, handler(open(number)));
  }

  private Witness open(int number) throws IOException {
    Path state = Files.createDirectories(directory.resolve("state-" + number));
    Witness witness =
        Witness.open(
            Witnesses.signer(number), Lives.KEYS, new LogFiles(new Disk.Real(), state), () -> NOW);
    witnesses.add(witness);
    return witness;
  }

  private static HttpHandler handler(Witness witness) {
    return exchange -> {
      try {
        WitnessAnswer answer = witness.add(exchange.getRequestBody().readAllBytes());
        say(exchange, answer.status(), answer.body());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    };
  }

  private static void say(HttpExchange exchange, int status, String body) throws IOException {
    try (exchange) {
      byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  private WitnessPeer saying(int number, int status, String body) throws IOException {
    return peer(
        number,
        exchange -> {
          byte[] _ = exchange.getRequestBody().readAllBytes();
          say(exchange, status, body);
        });
  }

  private Cosigning asking(int quorum, WitnessPeer... peers) {
    LogOpening opening = known -> new LogSettings(log, Lives.KEY, List.of(), 1, known);
    WitnessWatcher watcher =
        new WitnessWatcher() {
          @Override
          public void fails(WitnessKey witness, String why) {
            heard.add(witness.name() + ": " + why);
          }

          @Override
          public void cosigns(WitnessKey witness) {
            heard.add(witness.name() + " cosigns");
          }
        };
    return new Cosigning(List.of(peers), quorum, opening, watcher, disk, Duration.ofMillis(1500));
  }

  /** Who cosigned, and how much. */
  private String kept() throws IOException {
    Path file = log.resolve(CosignedLog.FILE);
    if (!Files.exists(file)) {
      return "nothing";
    }
    String note = Files.readString(file);
    long size = Checkpoint.open(note, Lives.KEYS).size();
    return size + " by " + Witnesses.policy(1).judge(note, Optional.empty()).by().size();
  }

  @Test
  void eachNewCheckpointIsCosignedByAllAndLogsGoOn() throws Exception {
    try (Cosigning cosigning = asking(2, honest(1), honest(2))) {
      cosigning.round(NOW);
      assertThat(kept()).isEqualTo("20 by 2");
      append(7);
      cosigning.round(NOW.plusSeconds(1));
      assertThat(kept()).isEqualTo("27 by 2");
      append(300);
      cosigning.round(NOW.plusSeconds(2));
      assertThat(kept()).isEqualTo("327 by 2");
      assertThat(cosigning.cosignedAt(Witnesses.signer(2).verifier())).contains(NOW.plusSeconds(2));
    }
    assertThat(heard)
        .containsExactlyInAnyOrder(
            "witness.example.org/w1 cosigns", "witness.example.org/w2 cosigns");
    assertThat(Logs.verdict(log).isSound()).isTrue();
  }

  @Test
  void theNextProcessLearnsWhereAWitnessIs() throws Exception {
    WitnessPeer witness = honest(1);
    try (Cosigning before = asking(1, witness)) {
      before.round(NOW);
    }
    append(9);
    try (Cosigning after = asking(1, witness)) {
      after.round(NOW);
      assertThat(kept()).isEqualTo("29 by 1");
    }
  }

  @Test
  void oneThatHangsOrIsDownOrLiesHoldsUpNobody() throws Exception {
    String huge = "x".repeat(200_000);
    WitnessPeer hanging = peer(1, exchange -> awaitEnd());
    WitnessPeer down =
        new WitnessPeer(Witnesses.signer(3).verifier(), URI.create("http://127.0.0.1:1"));
    List<WitnessPeer> bad =
        List.of(
            hanging,
            down,
            peer(
                4,
                exchange -> {
                  exchange.sendResponseHeaders(200, 0);
                  exchange.getResponseBody().write('x');
                  exchange.getResponseBody().flush();
                  awaitEnd();
                }),
            saying(5, 200, huge),
            saying(6, 200, ""),
            saying(7, 200, Witnesses.signer(7).cosign("another\n", NOW).text()),
            saying(8, 409, "many\n"),
            saying(9, 409, "21\n"),
            saying(10, 409, "3\n"),
            saying(11, 301, ""),
            saying(12, 200, Witnesses.signer(2).cosign(text(), NOW).text()));
    List<WitnessPeer> all = new ArrayList<>(bad);
    all.add(honest(2));
    long begun = System.nanoTime();
    try (Cosigning cosigning = asking(1, all.toArray(WitnessPeer[]::new))) {
      cosigning.round(NOW);
      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(10));
      assertThat(kept()).isEqualTo("20 by 1");
      assertThat(heard).hasSize(all.size()).filteredOn(line -> line.endsWith("cosigns")).hasSize(1);
      assertThat(heard)
          .contains(
              "witness.example.org/w9: it has cosigned 21 entries, and the log has 20; the volume"
                  + " may be an old one",
              "witness.example.org/w11: it answered 301",
              "witness.example.org/w12: it answered without a cosignature by its key");
      heard.clear();
      append(1);
      cosigning.round(NOW.plusSeconds(1));
      assertThat(kept()).isEqualTo("21 by 1");
      assertThat(heard).as("none of the others was asked so soon").isEmpty();
    }
  }

  private void awaitEnd() {
    try {
      end.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private String text() throws IOException {
    return SignedNote.parse(Files.readString(log.resolve("checkpoint"))).text();
  }

  @Test
  void withoutTheQuorumTheOneBeforeStays() throws Exception {
    WitnessPeer first = honest(1);
    WitnessPeer second = honest(2);
    try (Cosigning cosigning = asking(2, first, second)) {
      cosigning.round(NOW);
      servers.getLast().stop(0);
      append(1);
      cosigning.round(NOW.plusSeconds(1));
      assertThat(kept()).isEqualTo("20 by 2");
      assertThat(heard.getLast()).startsWith("witness.example.org/w2: no answer");
    }
  }

  @Test
  void aLogThatIsIdleIsCosignedAgainAfterAnHour() throws Exception {
    try (Cosigning cosigning = asking(1, honest(1))) {
      cosigning.round(NOW);
      Files.delete(log.resolve(CosignedLog.FILE));
      cosigning.round(NOW.plus(Duration.ofMinutes(59)));
      WitnessKey witness = Witnesses.signer(1).verifier();
      assertThat(cosigning.cosignedAt(witness)).contains(NOW);
      cosigning.round(NOW.plus(Duration.ofHours(1)));
      assertThat(cosigning.cosignedAt(witness)).contains(NOW.plus(Duration.ofHours(1)));
    }
  }

  @Test
  void anotherHistoryIsNotCosignedAndThatIsSaid() throws Exception {
    WitnessPeer witness = honest(1);
    try (Cosigning cosigning = asking(1, witness)) {
      cosigning.round(NOW);
      log = Witnesses.rewritten(directory.resolve("other"), 25);
      cosigning.round(NOW.plusSeconds(1));
    }
    assertThat(kept()).isEqualTo("nothing");
    assertThat(heard.getLast())
        .isEqualTo(
            "witness.example.org/w1: it answered 422: the log does not continue the 20 entries"
                + " that it cosigned");
  }

  /** By plain HTTP, whoever was on the way once. */
  @Test
  void aSizeThatWasALieIsForgotten() throws Exception {
    AtomicBoolean lies = new AtomicBoolean(true);
    HttpHandler witness = handler(open(1));
    WitnessPeer peer =
        peer(
            1,
            exchange -> {
              if (lies.get()) {
                byte[] _ = exchange.getRequestBody().readAllBytes();
                say(exchange, 409, "999999999999\n");
              } else {
                witness.handle(exchange);
              }
            });
    try (Cosigning cosigning = asking(1, peer)) {
      cosigning.round(NOW);
      assertThat(heard.getLast()).contains("has cosigned 999999999999 entries");
      lies.set(false);
      cosigning.round(NOW.plusSeconds(120));
      assertThat(kept()).isEqualTo("20 by 1");
    }
  }

  @Test
  void aTileThatIsMissingForOneWitnessHoldsUpNoOther() throws Exception {
    append(300);
    Files.delete(log.resolve("tile/0/000"));
    try (Cosigning cosigning = asking(1, saying(3, 409, "3\n"), honest(1))) {
      cosigning.round(NOW);
      assertThat(kept()).isEqualTo("320 by 1");
    }
    assertThat(heard.toString())
        .contains("w3: the proof for it cannot be read: tile/0/000 is missing or malformed");
  }

  @Test
  void theSameSizeOfAnotherHistoryIsSaid() throws Exception {
    WitnessPeer witness = honest(1);
    try (Cosigning cosigning = asking(1, witness)) {
      cosigning.round(NOW);
      log = Witnesses.rewritten(directory.resolve("other"), 20);
      cosigning.round(NOW.plusSeconds(1));
    }
    assertThat(heard.getLast())
        .isEqualTo(
            "witness.example.org/w1: it answered 409: the log does not continue the 20 entries"
                + " that it cosigned");
  }

  @Test
  void aClockThatIsPutBackDoesNotStopTheAsking() throws Exception {
    WitnessPeer down =
        new WitnessPeer(Witnesses.signer(3).verifier(), URI.create("http://127.0.0.1:1"));
    try (Cosigning cosigning = asking(1, honest(1), down)) {
      cosigning.round(NOW.plus(Duration.ofDays(365)));
      heard.clear();
      cosigning.round(NOW);
      WitnessKey witness = Witnesses.signer(1).verifier();
      assertThat(cosigning.cosignedAt(witness)).contains(NOW);
      cosigning.round(NOW.plus(Duration.ofMinutes(2)));
      assertThat(kept()).isEqualTo("20 by 1");
    }
  }

  /** As of a process that stood still while its successor went on. */
  @Test
  void whatAnotherProcessHasKeptOfALaterTimeStays() throws Exception {
    Path checkpoint = log.resolve("checkpoint");
    String early = Files.readString(checkpoint);
    append(7);
    try (Cosigning later = asking(1, honest(1))) {
      later.round(NOW);
    }
    assertThat(kept()).isEqualTo("27 by 1");
    Files.writeString(checkpoint, early);
    try (Cosigning stood = asking(1, honest(2))) {
      stood.round(NOW);
    }
    assertThat(kept()).isEqualTo("27 by 1");
  }

  @Test
  void whatCouldNotBeKeptIsKeptInTheNextRound() throws Exception {
    AtomicBoolean full = new AtomicBoolean(true);
    disk =
        new OverDisk() {
          private final Disk real = new Disk.Real();

          @Override
          public Disk real() {
            return real;
          }

          @Override
          public void rename(Path from, Path to) throws IOException {
            if (full.get()) {
              throw new IOException("full");
            }
            real.rename(from, to);
          }
        };
    try (Cosigning cosigning = asking(1, honest(1))) {
      assertThatIOException().isThrownBy(() -> cosigning.round(NOW)).withMessage("full");
      full.set(false);
      cosigning.round(NOW.plusSeconds(1));
      assertThat(kept()).isEqualTo("20 by 1");
    }
  }
}
