package dev.leasehold.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.leasehold.evidence.Checkpoint;
import dev.leasehold.evidence.EventLog;
import dev.leasehold.evidence.EvidenceLog;
import dev.leasehold.evidence.Lives;
import dev.leasehold.evidence.LogSettings;
import dev.leasehold.evidence.Logs;
import dev.leasehold.evidence.Past;
import dev.leasehold.evidence.TreeHash;
import dev.leasehold.evidence.UnreadWatcher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With what the log is opened, and why it cannot be. */
class EvidenceOpeningTest {
  private static final String NAME = "example.com/evidence";

  @TempDir private Path directory;
  private Optional<String> handed = Optional.empty();
  private Path log = Path.of("");
  private Path keys = Path.of("");

  @BeforeEach
  void make() throws Exception {
    log = Files.createDirectory(directory.resolve("log"));
    keys = Files.createDirectory(directory.resolve("keys"));
    Path _ = Files.writeString(keys.resolve("key.pem"), pem());
  }

  private static String pem() throws Exception {
    byte[] key =
        KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPrivate().getEncoded();
    return "-----BEGIN PRIVATE KEY-----\n"
        + Base64.getMimeEncoder().encodeToString(key)
        + "\n-----END PRIVATE KEY-----\n";
  }

  private LogSettings settings() throws IOException {
    return settings(Optional.empty());
  }

  private LogSettings settings(Optional<Checkpoint> seen) throws IOException {
    return opening().with(seen);
  }

  private EvidenceOpening opening() {
    return new EvidenceOpening(
        log, new SecretLogKey(NAME, new SecretFiles(keys)), () -> 7, () -> handed);
  }

  private void fails(String why) {
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(this::settings)
        .withMessageContaining(why);
  }

  @Test
  void theLogIsOpenedByTheKeyOfTheSecretAndItsTerm() throws Exception {
    assertThat(settings().fence()).isEqualTo(7);
    assertThat(settings().earlier()).isEmpty();
    try (EvidenceLog open = EvidenceLog.open(settings())) {
      assertThat(open.latest().orElseThrow().origin()).isEqualTo(NAME);
    }
  }

  @Test
  void whatWasSignedByTheKeyBeforeIsKnown() throws Exception {
    String before = settings().key().keys().getFirst().text();
    try (EvidenceLog open = EvidenceLog.open(settings())) {
      assertThat(open.latest()).isPresent();
    }
    Path _ = Files.writeString(keys.resolve("key.pem"), pem());
    assertThatExceptionOfType(IOException.class).isThrownBy(() -> EvidenceLog.open(settings()));
    Path _ = Files.writeString(keys.resolve("earlier"), "\n" + before + "\n");
    try (EvidenceLog open = EvidenceLog.open(settings())) {
      assertThat(open.latest()).isPresent();
    }
  }

  @Test
  void whatTheProcessBeforeKnewIsKnownUnlessThisOneKnowsMoreOrTheLogIsAnother() throws Exception {
    Checkpoint old = new Checkpoint(NAME, 3, TreeHash.leaf(new byte[] {1}));
    handed = Optional.of(old.brief());
    assertThat(settings().known()).contains(old);
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> EvidenceLog.open(settings()))
        .withMessage("the volume is empty, but 3 entries are known");
    Checkpoint seen = new Checkpoint(NAME, 5, TreeHash.leaf(new byte[] {2}));
    assertThat(settings(Optional.of(seen)).known()).contains(seen);
    handed = Optional.of(new Checkpoint("example.com/before", 3, old.root()).brief());
    assertThat(settings().known()).isEmpty();
    for (String malformed : List.of("", "a b", NAME + " x " + old.root().base64(), NAME + " 3 x")) {
      handed = Optional.of(malformed);
      fails("the checkpoint on the operator's Lease is malformed");
    }
  }

  @Test
  void whatIsMissingIsNamedAndNothingIsMade() throws Exception {
    Path key = keys.resolve("key.pem");
    String pem = Files.readString(key);
    Files.delete(key);
    fails("there is no key.pem");
    Path _ = Files.writeString(key, "none");
    fails("not an Ed25519 private key");
    Path _ = Files.writeString(key, pem);
    Path _ = Files.writeString(keys.resolve("earlier"), "none");
    fails("expected an Ed25519 key");
    Files.delete(log);
    fails("there is no directory " + log);
    assertThat(log).doesNotExist();
  }

  /** As where the Secret was emptied, or is another one. */
  @Test
  void whereTheKeyIsMissingWhatEndedIsKnownAllTheSame() throws Exception {
    Path _ = Logs.of(log, Lives.bytes(4));
    Files.delete(keys.resolve("key.pem"));
    Past past = Past.unread();
    List<String> unread = new CopyOnWriteArrayList<>();
    try (EventLog events =
        new EventLog(Duration.ofMillis(300), opening(), new UnreadWatcher(unread), past)) {
      events.begin();
      Awaitility.await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> past.requests().contains(Lives.uid(0)) && !unread.isEmpty());
      assertThat(unread).singleElement().asString().contains("there is no key.pem");
      assertThat(events.works()).isFalse();
      assertThat(past.identities().isKnown()).isFalse();
    }
  }
}
