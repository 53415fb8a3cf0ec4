package dev.leasehold.ending;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.leasehold.cli.Main;
import dev.leasehold.evidence.TreeHash;
import dev.leasehold.lab.TlogCheck;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** An evidence log in a directory of this machine, with its key, and what auditors see of it. */
record EvidenceLogDir(Path directory) {
  private static final String NAME = "example.com/evidence";
  private static final ObjectMapper JSON = new ObjectMapper();

  /** An entry: where it is, and what it says. */
  record Entry(long index, String leaf, JsonNode says) {
    /** The event, and whether it came in late. */
    String event() {
      return says.path("event").asText() + (says.path("late").asBoolean() ? " late" : "");
    }

    String uid() {
      return says.path("request").path("uid").asText();
    }
  }

  /** A new one below this directory. */
  static EvidenceLogDir in(Path directory) {
    try {
      Files.createDirectory(directory.resolve("log"));
      Files.createDirectory(directory.resolve("keys"));
      Path _ = Files.writeString(directory.resolve("keys/key.pem"), pem());
      return new EvidenceLogDir(directory);
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String pem() throws GeneralSecurityException {
    byte[] key =
        KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPrivate().getEncoded();
    return "-----BEGIN PRIVATE KEY-----\n"
        + Base64.getMimeEncoder().encodeToString(key)
        + "\n-----END PRIVATE KEY-----\n";
  }

  /** A witness of it, with a key of its own. */
  RunningWitness witness() {
    try {
      return RunningWitness.start(directory, pem(), verifier());
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What {@code evidence verify} says if this witness must have cosigned, and the exit code. */
  String cosigned(RunningWitness witness) throws IOException {
    Path policy = directory.resolve("policy");
    Path _ =
        Files.writeString(
            policy, "log %s\nwitness w1 %s\nquorum w1\n".formatted(verifier(), witness.key()));
    return verified("--policy", policy.toString());
  }

  /** What {@code evidence verify} says of it with these options, and the exit code before that. */
  private String verified(String... options) {
    StringWriter out = new StringWriter();
    int code =
        execute(
            out,
            Stream.concat(
                    Stream.of("evidence", "verify", log().toString(), "--key", verifier()),
                    Stream.of(options))
                .toArray(String[]::new));
    return code + " " + out.toString().replaceAll("\\s+", " ");
  }

  /** The operator's environment. */
  Map<String, String> environment() {
    return Map.of(
        "LEASEHOLD_EVIDENCE_DIRECTORY", log().toString(),
        "LEASEHOLD_EVIDENCE_NAME", NAME,
        "LEASEHOLD_EVIDENCE_KEYS", directory.resolve("keys").toString());
  }

  /** The same where Vault has the key. */
  Map<String, String> environment(String transit) {
    return Map.of(
        "LEASEHOLD_EVIDENCE_DIRECTORY", log().toString(),
        "LEASEHOLD_EVIDENCE_NAME", NAME,
        "LEASEHOLD_EVIDENCE_TRANSIT", transit);
  }

  /** What the library behind Go's checksum database says of it by these keys. */
  List<String> saidByOthers(List<String> keys) {
    return TlogCheck.of("log", String.join(",", keys), List.of(log()));
  }

  /** What is printed of a key in Vault for those who verify, a line for each version. */
  List<String> verifiers(String vaultRead) throws IOException {
    Path file = Files.writeString(directory.resolve("transit.json"), vaultRead);
    return run("evidence", "key", file.toString(), "--transit", "--name", NAME).lines().toList();
  }

  /** Which of these keys signed its checkpoint. */
  String signedBy(List<String> keys) throws IOException {
    byte[] signature = Base64.getDecoder().decode(signature().split(" ", -1)[2]);
    String id = HexFormat.of().formatHex(signature, 0, 4);
    return keys.stream().filter(key -> key.contains("+" + id + "+")).findFirst().orElse("none");
  }

  /** Who signed its checkpoint. */
  String signature() throws IOException {
    return Files.readAllLines(log().resolve("checkpoint")).getLast();
  }

  private Path log() {
    return directory.resolve("log");
  }

  /** Takes the key away from where the operator looks for it; where it is then. */
  Path withoutKey() throws IOException {
    return Files.move(key(), directory.resolve("key.pem"));
  }

  /** Puts this key there, as the kubelet does. */
  void mount(byte[] pem) throws IOException {
    Path _ = Files.write(key(), pem);
  }

  /** A copy of what there is now. */
  Path copied(String name) throws IOException {
    Path copy = directory.resolve(name);
    try (Stream<Path> files = Files.walk(log())) {
      for (Path file : files.toList()) {
        Path _ = Files.copy(file, copy.resolve(log().relativize(file)));
      }
    }
    return copy;
  }

  /** Puts another directory in its place; where it is then. */
  Path replacedBy(Path other) throws IOException {
    Path kept = Files.move(log(), directory.resolve("before-" + other.getFileName()));
    Path _ = Files.move(other, log());
    return kept;
  }

  /** Name, size and root of its checkpoint. */
  String checkpoint() throws IOException {
    return String.join(" ", Files.readAllLines(log().resolve("checkpoint")).subList(0, 3));
  }

  private Path key() {
    return directory.resolve("keys/key.pem");
  }

  /** The name under which the writer begins each file: whatever is there already is in its way. */
  Path inTheWay() {
    return log().resolve("temporary");
  }

  /** All entries, after {@code evidence verify} has accepted the log. */
  List<Entry> entries() {
    String key = verifier();
    String _ = run("evidence", "verify", log().toString(), "--key", key);
    Path file = directory.resolve("all.jsonl");
    String _ = run("evidence", "export", log().toString(), "--key", key, "--file", file.toString());
    List<Entry> entries = new ArrayList<>();
    try {
      for (String line : Files.readAllLines(file)) {
        JsonNode entry = JSON.readTree(line).path("entry");
        if (!entry.isMissingNode()) {
          byte[] payload = Base64.getDecoder().decode(entry.path("payload").asText());
          String leaf = TreeHash.leaf(entry.toString().getBytes(StandardCharsets.UTF_8)).toString();
          entries.add(new Entry(entries.size(), leaf, JSON.readTree(payload).path("predicate")));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return entries;
  }

  /** Auditors have these keys of it from now on, one on each line. */
  void verifiedBy(String keys) {
    try {
      Path _ = Files.writeString(auditors(), keys);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path auditors() {
    return directory.resolve("vkeys");
  }

  /** A key, or a file with several. */
  private String verifier() {
    if (Files.exists(auditors())) {
      return auditors().toString();
    }
    return run("evidence", "key", key().toString(), "--name", NAME);
  }

  /** What {@code evidence verify} says of these records, and the exit code before that. */
  String compared(JsonNode records) throws IOException {
    Path file = directory.resolve("records.json");
    JSON.writeValue(file.toFile(), records);
    // All that happened counts, as nothing does between the two copies.
    String taken = Instant.now().plus(Duration.ofMinutes(10)).toString();
    return verified("--records", file.toString(), "--taken", taken);
  }

  /** What a report says of this request. */
  JsonNode reported(Asked asked) throws IOException {
    for (JsonNode life : report().path("lives")) {
      if (life.path("uid").asText().equals(asked.uid())) {
        return life;
      }
    }
    throw new AssertionError("nothing of " + asked.uid() + " in the report");
  }

  /** All of a report. */
  JsonNode report() throws IOException {
    Path file = directory.resolve("report.json");
    String _ =
        run(
            "evidence",
            "report",
            log().toString(),
            "--key",
            verifier(),
            "--format",
            "json",
            "--file",
            file.toString());
    return JSON.readTree(file.toFile());
  }

  /** Those about this request. */
  List<Entry> about(Asked asked) {
    return entries().stream().filter(entry -> entry.uid().equals(asked.uid())).toList();
  }

  List<String> events(Asked asked) {
    return about(asked).stream().map(Entry::event).toList();
  }

  /** What is said of offboardings, with the UIDs under which it is. */
  List<String> offboardings() {
    return entries().stream()
        .filter(entry -> entry.says().path("event").asText().matches("Offboarded|Reinstated"))
        .map(entry -> entry.event() + " " + entry.uid())
        .toList();
  }

  private static String run(String... words) {
    StringWriter out = new StringWriter();
    assertThat(execute(out, words)).as(out::toString).isZero();
    return out.toString().strip();
  }

  private static int execute(StringWriter out, String... words) {
    return Main.program()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(out, true))
        .execute(words);
  }
}
