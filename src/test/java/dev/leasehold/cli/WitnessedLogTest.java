package dev.leasehold.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.evidence.Cosigning;
import dev.leasehold.evidence.Event;
import dev.leasehold.evidence.EventKind;
import dev.leasehold.evidence.EvidenceLog;
import dev.leasehold.evidence.Facts;
import dev.leasehold.evidence.LogSettings;
import dev.leasehold.evidence.Receipt;
import dev.leasehold.evidence.SigningKey;
import dev.leasehold.evidence.Statement;
import dev.leasehold.evidence.VerifierKey;
import dev.leasehold.evidence.Witness;
import dev.leasehold.evidence.WitnessKey;
import dev.leasehold.evidence.WitnessPeer;
import dev.leasehold.evidence.WitnessSigner;
import dev.leasehold.evidence.WitnessWatcher;
import dev.leasehold.model.RequestRef;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The attack that witnesses are for: the log's key, the cluster and the volume are in one hand. The
 * witness is not.
 */
class WitnessedLogTest {
  private static final String NAME = "example.com/evidence";
  private static final String WITNESS = "witness.example.org/w1";
  private static final Instant YESTERDAY = Instant.parse("2026-11-30T12:00:00Z");
  private static final Instant TODAY = Instant.parse("2026-12-01T12:00:00Z");

  @TempDir private Path directory;

  private final StringWriter out = new StringWriter();
  private final List<String> heard = new ArrayList<>();
  private Instant now = YESTERDAY;
  private String pem = "";
  private String key = "";
  private String policy = "";
  private Path log;
  private Witness witness;
  private WitnessServer server;
  private WitnessPeer peer;

  @BeforeEach
  void start() throws Exception {
    Path logKey = pem("log.pem");
    pem = Files.readString(logKey);
    assertThat(run("evidence", "key", logKey.toString(), "--name", NAME)).isZero();
    key = out.toString().strip();
    Path own = pem("witness.pem");
    assertThat(run("evidence", "key", own.toString(), "--name", WITNESS, "--witness")).isZero();
    String vkey = out.toString().strip();
    policy =
        Files.writeString(
                directory.resolve("policy"),
                "log %s\nwitness w1 %s\nquorum w1\n".formatted(key, vkey))
            .toString();
    WitnessSigner signer = WitnessSigner.fromPem(WITNESS, Files.readString(own));
    witness =
        Witness.open(
            signer,
            List.of(SigningKey.fromPem(NAME, pem).verifier()),
            Files.createDirectory(directory.resolve("state")),
            () -> now);
    server =
        WitnessServer.start(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), witness, heard::add);
    URI url = URI.create("http://127.0.0.1:" + server.address().getPort());
    peer = new WitnessPeer(WitnessKey.parse(vkey), url);
    log = Files.createDirectory(directory.resolve("log"));
    append(log, 12, "true");
    cosign(log);
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
    witness.close();
  }

  private Path pem(String name) throws Exception {
    byte[] key =
        KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPrivate().getEncoded();
    String base64 = Base64.getMimeEncoder().encodeToString(key);
    return Files.writeString(
        directory.resolve(name),
        "-----BEGIN PRIVATE KEY-----\n" + base64 + "\n-----END PRIVATE KEY-----\n");
  }

  /** By the true key. */
  private void append(Path to, int count, String what) throws Exception {
    SigningKey signing = SigningKey.fromPem(NAME, pem);
    LogSettings settings = new LogSettings(to, signing, List.of(), 1, Optional.empty());
    try (EvidenceLog open = EvidenceLog.open(settings)) {
      for (int i = 0; i < count; i++) {
        Event event =
            new Event(
                EventKind.OFFERED,
                YESTERDAY.plusSeconds(i),
                new RequestRef("payments", what, "uid-" + i),
                "5f".repeat(32),
                Facts.none(),
                false);
        Receipt _ = open.append(Statement.of(event), Duration.ofSeconds(20));
      }
    }
  }

  /** As the operator does. */
  private void cosign(Path of) throws Exception {
    SigningKey signing = SigningKey.fromPem(NAME, pem);
    WitnessWatcher watcher =
        new WitnessWatcher() {
          @Override
          public void fails(WitnessKey by, String why) {
            heard.add(why);
          }

          @Override
          public void cosigns(WitnessKey by) {
            heard.add("cosigned");
          }
        };
    try (Cosigning cosigning =
        new Cosigning(
            List.of(peer),
            1,
            known -> new LogSettings(of, signing, List.of(), 1, known),
            watcher)) {
      cosigning.round(now);
    }
  }

  private Path copy(String name) throws IOException {
    Path copy = directory.resolve(name);
    try (Stream<Path> files = Files.walk(log)) {
      for (Path file : files.toList()) {
        Path _ = Files.copy(file, copy.resolve(log.relativize(file)));
      }
    }
    return copy;
  }

  private int verify(Path what, String... more) {
    List<String> words =
        new ArrayList<>(List.of("evidence", "verify", what.toString(), "--key", key));
    words.addAll(List.of(more));
    return run(words.toArray(String[]::new));
  }

  private int run(String... words) {
    out.getBuffer().setLength(0);
    return Main.program()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(out, true))
        .execute(words);
  }

  @Test
  void theTrueLogAndItsExportVerifyByThePolicy() throws Exception {
    assertThat(heard).containsExactly("cosigned");
    append(log, 2, "more");
    assertThat(verify(log, "--policy", policy)).isZero();
    assertThat(out.toString())
        .startsWith("SOUND: 14 entries")
        .contains("cosigned by " + WITNESS + "; by the quorum since 2026-11-30T12:00:00Z")
        .contains("not cosigned: the newest 2 entries");
    String export = directory.resolve("all.jsonl").toString();
    int code =
        run("evidence", "export", log.toString(), "--key", key, "--file", export, "--cosigned");
    assertThat(code).isZero();
    assertThat(verify(Path.of(export), "--policy", policy)).isZero();
    assertThat(verify(Path.of(export))).isZero();
    code = run("evidence", "export", log.toString(), "--key", key, "--file", export);
    assertThat(code).isZero();
    assertThat(verify(Path.of(export), "--policy", policy)).isEqualTo(1);
    now = TODAY;
    cosign(log);
    assertThat(verify(log, "--policy", policy, "--cosigned-since", TODAY.toString())).isZero();
    assertThat(out.toString()).startsWith("SOUND: 14 entries").doesNotContain("not cosigned");
  }

  @Test
  void aHistoryThatIsRewrittenFromItsBeginningVerifiesOnlyWithoutThePolicy() throws Exception {
    for (int entries : List.of(5, 12, 30)) {
      Path forged = Files.createDirectory(directory.resolve("forged-" + entries));
      append(forged, entries, "forged");
      assertThat(verify(forged)).as(out::toString).isZero();
      assertThat(verify(forged, "--policy", policy)).isEqualTo(1);
      assertThat(out.toString()).contains("did not cosign it; cosigned by none of its witnesses");
      heard.clear();
      cosign(forged);
      assertThat(heard).hasSize(1).doesNotContain("cosigned");
      assertThat(Files.exists(forged.resolve("cosigned"))).isFalse();
      Path _ = Files.copy(log.resolve("cosigned"), forged.resolve("cosigned"));
      assertThat(verify(forged, "--policy", policy)).as(out::toString).isEqualTo(1);
      Path own = pem("own-" + entries);
      String line = ownCosignature(forged, own);
      Path _ = Files.writeString(forged.resolve("cosigned"), line);
      assertThat(verify(forged, "--policy", policy)).as(out::toString).isEqualTo(1);
      String export = directory.resolve("forged.jsonl").toString();
      int code =
          run(
              "evidence",
              "export",
              forged.toString(),
              "--key",
              key,
              "--file",
              export,
              "--cosigned");
      assertThat(code).isZero();
      assertThat(verify(Path.of(export))).isZero();
      assertThat(verify(Path.of(export), "--policy", policy)).isEqualTo(1);
    }
  }

  /** By a witness of the attacker's own with the true one's name. */
  private String ownCosignature(Path forged, Path key) throws Exception {
    Path state = Files.createDirectory(directory.resolve("own-state-" + key.getFileName()));
    WitnessSigner signer = WitnessSigner.fromPem(WITNESS, Files.readString(key));
    List<VerifierKey> logs = List.of(SigningKey.fromPem(NAME, pem).verifier());
    try (Witness own = Witness.open(signer, logs, state, () -> TODAY)) {
      String note = Files.readString(forged.resolve("checkpoint"));
      byte[] body = ("old 0\n\n" + note).getBytes(StandardCharsets.UTF_8);
      return note + own.add(body).body();
    }
  }

  @Test
  void theWitnessAnswersTheSecondHistoryWithWhatItKnows() throws Exception {
    Path forged = Files.createDirectory(directory.resolve("forged"));
    append(forged, 12, "forged");
    String note = Files.readString(forged.resolve("checkpoint"));
    HttpResponse<String> first = post("old 0\n\n" + note);
    assertThat(first.statusCode()).isEqualTo(409);
    assertThat(first.headers().firstValue("Content-Type")).contains("text/x.tlog.size");
    assertThat(first.body()).isEqualTo("12\n");
    assertThat(post("old 12\n\n" + note).statusCode()).isEqualTo(409);
    append(forged, 1, "forged");
    String longer = Files.readString(forged.resolve("checkpoint"));
    String proof = Base64.getEncoder().encodeToString(new byte[32]) + "\n";
    assertThat(post("old 12\n" + proof + "\n" + longer).statusCode()).isEqualTo(422);
    assertThat(post("old 12\n\n" + Files.readString(log.resolve("checkpoint"))).statusCode())
        .isEqualTo(200);
    assertThat(post("hello").statusCode()).isEqualTo(400);
    assertThat(post("x".repeat(500_000)).statusCode()).isEqualTo(413);
  }

  private HttpResponse<String> post(String body) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(peer.url() + "/add-checkpoint"))
            .timeout(Duration.ofSeconds(20))
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(request, HttpResponse.BodyHandlers.ofString());
    }
  }

  @Test
  void yesterdaysVolumeIsRefusedByWhoAsksForTodaysCosignature() throws Exception {
    Path yesterday = copy("yesterday");
    append(log, 5, "today");
    now = TODAY;
    cosign(log);
    assertThat(verify(yesterday, "--policy", policy)).isZero();
    assertThat(out.toString()).contains("by the quorum since 2026-11-30T12:00:00Z");
    String since = TODAY.minus(Duration.ofHours(2)).toString();
    assertThat(verify(yesterday, "--policy", policy, "--cosigned-since", since)).isEqualTo(1);
    heard.clear();
    cosign(yesterday);
    assertThat(heard).singleElement().asString().contains("the volume may be an old one");
    append(yesterday, 20, "another today");
    heard.clear();
    cosign(yesterday);
    assertThat(heard).singleElement().asString().contains("it answered 422");
    assertThat(verify(yesterday)).isZero();
    assertThat(verify(yesterday, "--policy", policy, "--cosigned-since", since)).isEqualTo(1);
    assertThat(verify(log, "--policy", policy, "--cosigned-since", since)).isZero();
  }

  @Test
  void wrongPoliciesAreWrongUsage() throws IOException {
    Path bad = Files.writeString(directory.resolve("bad"), "quorum w1\n");
    assertThat(verify(log, "--policy", bad.toString())).isEqualTo(2);
    assertThat(out.toString()).contains("line 1: w1 is not the name of a witness or group");
    assertThat(verify(log, "--policy", directory + "/none")).isEqualTo(2);
    assertThat(verify(log, "--cosigned-since", TODAY.toString())).isEqualTo(2);
    assertThat(out.toString()).contains("only of use with --policy");
  }

  @Test
  void aWitnessThatCannotBeginSaysWhy() throws IOException {
    String own = directory.resolve("witness.pem").toString();
    String state = directory.resolve("state").toString();
    assertThat(witness(own, state, "127.0.0.1:0")).isEqualTo(3);
    assertThat(out.toString()).contains("another writer of this process");
    String free = Files.createDirectory(directory.resolve("free")).toString();
    assertThat(witness(directory.resolve("log.pem").toString(), free, "127.0.0.1:0")).isEqualTo(2);
    assertThat(out.toString()).contains("another key than the logs");
    for (String wrong : List.of("8180", "127.0.0.1:x", "127.0.0.1:70000", "nowhere.invalid:1")) {
      assertThat(witness(own, free, wrong)).isEqualTo(2);
    }
    String taken = "127.0.0.1:" + server.address().getPort();
    assertThat(witness(own, free, taken)).isEqualTo(3);
    assertThat(witness(own, directory + "/none", "127.0.0.1:0")).isEqualTo(3);
    key = Files.writeString(directory.resolve("empty"), "\n").toString();
    assertThat(witness(own, free, "127.0.0.1:0")).isEqualTo(2);
    assertThat(out.toString()).contains("--log: ").contains("empty has no verifier key");
  }

  @Test
  void aPolicyWithoutAQuorumIsNotTakenForOne() throws IOException {
    String text = Files.readString(Path.of(policy)).replace("quorum w1", "quorum none");
    String none = Files.writeString(directory.resolve("none"), text).toString();
    Path cosigned = log.resolve("cosigned");
    Files.copy(cosigned, log.resolve("checkpoint"), StandardCopyOption.REPLACE_EXISTING);
    assertThat(verify(log, "--policy", none)).isZero();
    assertThat(out.toString())
        .contains("the policy demands no cosignatures; by " + WITNESS)
        .doesNotContain("1970");
  }

  private int witness(String own, String state, String listen) {
    return run(
        "evidence",
        "witness",
        "--name",
        WITNESS,
        "--key",
        own,
        "--log",
        key,
        "--state",
        state,
        "--listen",
        listen);
  }
}
