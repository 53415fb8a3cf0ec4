package dev.leasehold.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.evidence.Event;
import dev.leasehold.evidence.EventKind;
import dev.leasehold.evidence.EvidenceLog;
import dev.leasehold.evidence.Facts;
import dev.leasehold.evidence.LogSettings;
import dev.leasehold.evidence.Receipt;
import dev.leasehold.evidence.SigningKey;
import dev.leasehold.evidence.Statement;
import dev.leasehold.model.RequestRef;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a key to a verified export, by the commands that people have. */
class EvidenceTest {
  private static final String NAME = "example.com/evidence";
  private static final Instant AT = Instant.parse("2026-12-01T08:00:00Z");

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir private Path directory;

  private String log = "";
  private String key = "";

  @BeforeEach
  void write() throws Exception {
    String base64 =
        Base64.getMimeEncoder()
            .encodeToString(
                KeyPairGenerator.getInstance("Ed25519")
                    .generateKeyPair()
                    .getPrivate()
                    .getEncoded());
    String pem = "-----BEGIN PRIVATE KEY-----\n" + base64 + "\n-----END PRIVATE KEY-----\n";
    Path file = Files.writeString(directory.resolve("key.pem"), pem);
    assertThat(run("evidence", "key", file.toString(), "--name", NAME)).isZero();
    key = out.toString().strip();
    log = directory.resolve("log").toString();
    append(SigningKey.fromPem(NAME, pem));
  }

  private void append(SigningKey signing) throws Exception {
    Path root = Files.createDirectory(Path.of(log));
    LogSettings settings = new LogSettings(root, signing, List.of(), 1, Optional.empty());
    try (EvidenceLog open = EvidenceLog.open(settings)) {
      long number = 0;
      for (EventKind kind : EventKind.values()) {
        Event event =
            new Event(
                kind,
                AT.plusSeconds(number),
                new RequestRef("payments", "nightly", "uid-" + number % 2),
                "5f".repeat(32),
                Facts.none().explained("=1+1\u001b[2J", ""),
                false);
        Receipt receipt = open.append(Statement.of(event), Duration.ofSeconds(20));
        assertThat(receipt.index()).isEqualTo(number);
        number++;
      }
    }
  }

  @Test
  void theKeysOfVaultArePrintedAsAuditorsNeedThem() throws Exception {
    String raw = raw();
    Path dump =
        Files.writeString(
            directory.resolve("dump"),
            """
            {"data": {"type": "ed25519", "keys": {"10": {"public_key": "%1$s"}, "2": {"public_key": "%2$s"}}}}
            """
                .formatted(raw, raw()));
    assertThat(run("evidence", "key", dump.toString(), "--transit", "--name", NAME)).isZero();
    assertThat(out.toString().strip().lines()).hasSize(2).allMatch(k -> k.startsWith(NAME + "+"));
    assertThat(out.toString().strip()).endsWith("+" + base64(raw));
    assertThat(run("evidence", "key", dump.toString(), "--transit", "--witness", "--name", NAME))
        .isEqualTo(2);
    assertThat(err.toString()).contains("exclude each other");
    for (String wrong : List.of("", "{}", "{\"data\": {\"keys\": {\"1\": 1764000000}}}", "[7]")) {
      Path file = Files.writeString(directory.resolve("wrong"), wrong);
      assertThat(run("evidence", "key", file.toString(), "--transit", "--name", NAME)).isEqualTo(2);
      assertThat(err.toString()).contains("vault read -format=json");
    }
  }

  /** A public key as Vault writes it. */
  private static String raw() throws Exception {
    byte[] info =
        KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPublic().getEncoded();
    return Base64.getEncoder()
        .encodeToString(Arrays.copyOfRange(info, info.length - 32, info.length));
  }

  /** With the type before it. */
  private static String base64(String raw) {
    byte[] key = Base64.getDecoder().decode(raw);
    byte[] typed = new byte[key.length + 1];
    typed[0] = 1;
    System.arraycopy(key, 0, typed, 1, key.length);
    return Base64.getEncoder().encodeToString(typed);
  }

  @Test
  void aLogAndItsExportAreSound() throws IOException {
    assertThat(run("evidence", "verify", log, "--key", key)).isZero();
    assertThat(out.toString()).startsWith("SOUND: 16 entries (all entries); log " + NAME);
    String vkey = Files.writeString(directory.resolve("vkey"), key + "\n").toString();
    String export = directory.resolve("all.jsonl").toString();
    assertThat(run("evidence", "export", log, "--key", vkey, "--file", export)).isZero();
    assertThat(err.toString()).startsWith("16 entries (all entries)");
    String checkpoint = Path.of(log, "checkpoint").toString();
    assertThat(run("evidence", "verify", export, "--key", vkey, "--checkpoint", checkpoint))
        .isZero();
    assertThat(Files.readString(Path.of(export))).doesNotContain("\u001b");
  }

  @Test
  void aSelectionIsExported() {
    String export = directory.resolve("some.jsonl").toString();
    int code =
        run(
            "evidence",
            "export",
            log,
            "--key",
            key,
            "--file",
            export,
            "--request",
            "uid-1",
            "--from",
            "2026-12-01T08:00:02Z",
            "--until",
            "2026-12-01T08:00:06Z");
    assertThat(code).isZero();
    assertThat(run("evidence", "verify", export, "--key", key)).isZero();
    assertThat(out.toString())
        .startsWith(
            "SOUND: 2 entries (entries of request uid-1 from 2026-12-01T08:00:02Z until"
                + " 2026-12-01T08:00:06Z); log example.com/evidence of size 16");
  }

  @Test
  void whatIsAlteredIsNamed() throws IOException {
    Path bundle = Path.of(log, "tile/entries/000.p/16");
    byte[] content = Files.readAllBytes(bundle);
    content[content.length - 20] ^= 1;
    Files.write(bundle, content);
    assertThat(run("evidence", "verify", log, "--key", key)).isEqualTo(1);
    assertThat(out.toString()).startsWith("entry 15: altered: ").contains("NOT SOUND: 16 entries");
  }

  @Test
  void wrongUsageAndWhatCannotBeReadAreTold() throws IOException {
    assertThat(run("evidence")).isEqualTo(2);
    assertThat(run("evidence", "verify", log)).isEqualTo(2);
    assertThat(run("evidence", "verify", log, "--key", "nowhere")).isEqualTo(2);
    assertThat(err.toString()).contains("nowhere is neither a verifier key nor a file");
    assertThat(run("evidence", "verify", log, "--key", key.replace("example", "other")))
        .isEqualTo(2);
    assertThat(run("evidence", "verify", directory + "/none", "--key", key)).isEqualTo(3);
    String pem = directory.resolve("key.pem").toString();
    assertThat(run("evidence", "key", pem, "--name", "two words")).isEqualTo(2);
    assertThat(run("evidence", "verify", log, "--key", key, "--checkpoint", pem)).isEqualTo(2);
    String export = directory.resolve("export").toString();
    assertThat(run("evidence", "export", directory.toString(), "--key", key, "--file", export))
        .isEqualTo(1);
    assertThat(err.toString()).contains("there is no file checkpoint");
    assertThat(Files.exists(Path.of(export))).isFalse();
  }

  private int run(String... words) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    return Main.program()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(words);
  }
}
