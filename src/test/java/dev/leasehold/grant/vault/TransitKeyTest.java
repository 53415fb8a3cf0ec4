package dev.leasehold.grant.vault;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.leasehold.grant.Unavailable;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What Vault's Transit engine is asked for, and what is made of its answers. */
class TransitKeyTest {
  private static final String READ = "transit/keys/evidence";
  private static final String SIGN = "transit/sign/evidence";
  private static final List<byte[]> TWO = List.of("one".getBytes(UTF_8), "two".getBytes(UTF_8));
  private static final String BOTH =
      "{\"data\": {\"batch_results\": [{\"signature\": \"vault:v3:AAAA\", \"key_version\": 3},"
          + " {\"signature\": \"vault:v3:AAEC\"}]}}";

  private final FakeVault vault = new FakeVault();
  private final AtomicLong nanos = new AtomicLong();
  private final TransitKey key = new TransitKey(connection(), settings(), "transit", "evidence");

  private VaultConnection connection() {
    return new VaultConnection(
        "default",
        vault.address(),
        Optional.empty(),
        Optional.empty(),
        "kubernetes",
        "leasehold",
        "vault",
        List.of());
  }

  private VaultSettings settings() {
    return new VaultSettings(
        List.of(), connection -> Optional.of("jwt"), Duration.ofSeconds(1), nanos::get, () -> {});
  }

  @AfterEach
  void close() {
    key.close();
    vault.close();
  }

  private String refused(ThrowingCallable call) {
    String message = catchThrowableOfType(Unavailable.class, call).reason().message();
    assertThat(message).startsWith("Vault connection default: ").doesNotContain(FakeVault.SECRET);
    return message;
  }

  private String signing() {
    return refused(() -> key.sign(3, TWO));
  }

  @Test
  void severalAreSignedInOneCallByTheVersionThatIsAskedFor() {
    FakeVault _ = vault.says(SIGN, 200, BOTH);
    assertThat(key.sign(3, TWO)).containsExactly(new byte[3], new byte[] {0, 1, 2});
    assertThat(vault.calls).containsExactly("nobody auth/kubernetes/login", "own-1 " + SIGN);
    assertThat(vault.sent(SIGN).replaceAll("\\s", ""))
        .contains("\"batch_input\":[{\"input\":\"b25l\"},{\"input\":\"dHdv\"}]")
        .contains("\"key_version\":3");
  }

  @Test
  void itsVersionsAreReadWithTheirPublicKeys() {
    FakeVault _ =
        vault.says(
            READ,
            200,
            """
            {"data": {"type": "ed25519", "latest_version": 2, "keys": {
              "1": {"public_key": "one"}, "2": {"public_key": "two"}, "x": {"public_key": "no"}}}}
            """);
    assertThat(key.versions()).isEqualTo(new TransitKey.Versions(2, Map.of(1, "one", 2, "two")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"data\": {\"type\": \"aes256-gcm96\", \"latest_version\": 1, \"keys\": {\"1\": 5}}}"
            + "|transit/keys/evidence is of type aes256-gcm96, expected ed25519",
        "{}|is of type unknown",
        "nonsense|is of type unknown",
      })
  void aKeyThatDoesNotFitIsRefused(String body, String why) {
    FakeVault _ = vault.says(READ, 200, body);
    assertThat(refused(key::versions)).contains(why);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}|another number of signatures",
        "{\"data\": {\"batch_results\": \"none\"}}|another number of signatures",
        "{\"data\": {\"batch_results\": [{\"signature\": \"vault:v3:AAAA\"}]}}|another number",
        "{\"data\": {\"batch_results\": [{\"signature\": \"vault:v3:AAAA\"}, {\"error\":"
            + " \"s.never-to-be-told\"}]}}|did not sign one",
        "{\"data\": {\"batch_results\": [7, 8]}}|did not sign one",
        "{\"data\": {\"batch_results\": [{\"signature\": \"vault:v2:AAAA\"}]}}|another version",
        "{\"data\": {\"batch_results\": [{\"signature\": \"vault:v33:AAAA\"}]}}|another version",
        "{\"data\": {\"batch_results\": [{\"signature\": \"AAAA\"}]}}|another version",
        "{\"data\": {\"batch_results\": [{\"signature\": \"vault:v3:AAA\\u0000\"}]}}|not Base64",
        "{\"data\": {\"batch_results\": [{\"signature\": \"vault:v3:A\"}]}}|not Base64",
      })
  void whatIsNoAnswerIsRefused(String body, String why) {
    FakeVault _ = vault.says(SIGN, 200, body);
    assertThat(signing()).contains(why);
  }

  @ParameterizedTest
  @CsvSource({
    "403, look at the policy of its role",
    "404, look at the key there",
    "400, look at the key there",
    "500, it answered 500",
    "503, it is not ready",
  })
  void whatVaultRefusesIsSaidInOurWords(int code, String why) {
    FakeVault _ = vault.says(SIGN, code, "{\"errors\": [\"" + FakeVault.SECRET + "\"]}");
    assertThat(signing()).contains(why);
  }

  /** Vault says 403 of a token that it does not know any more. */
  @Test
  void aTokenThatExpiresMeanwhileIsReplacedAndTheWholeBatchIsAskedForAgain() {
    FakeVault _ = vault.says(SIGN, 200, BOTH);
    assertThat(key.sign(3, TWO)).hasSize(2);
    nanos.addAndGet(Duration.ofMinutes(1).toNanos());
    FakeVault _ = vault.saysFirst(SIGN, 403, "{\"errors\": [\"permission denied\"]}");
    assertThat(key.sign(3, TWO)).hasSize(2);
    assertThat(vault.calls)
        .endsWith("own-1 " + SIGN, "nobody auth/kubernetes/login", "own-2 " + SIGN);
  }

  /** Each time is another login, which Vault keeps for twenty minutes. */
  @Test
  void whatItMayNotIsTriedEverMoreSeldomAndAtOnceOnceItMay() {
    FakeVault _ = vault.says(SIGN, 403, "{\"errors\": [\"permission denied\"]}");
    for (int second = 0; second < 300; second++) {
      assertThat(signing()).contains("transit/sign/evidence (403); look at the policy");
      assertThat(refused(() -> call(READ))).isNotEmpty();
      nanos.addAndGet(Duration.ofSeconds(1).toNanos());
    }
    assertThat(vault.calls.stream().filter(call -> call.endsWith("/login"))).hasSizeBetween(10, 17);
    FakeVault _ = vault.says(SIGN, 200, BOTH);
    nanos.addAndGet(Duration.ofSeconds(30).toNanos());
    assertThat(key.sign(3, TWO)).hasSize(2);
    FakeVault _ = vault.says(SIGN, 403, "{\"errors\": [\"permission denied\"]}");
    assertThat(signing()).contains("(403)");
    FakeVault _ = vault.says(SIGN, 200, BOTH);
    nanos.addAndGet(Duration.ofSeconds(1).toNanos());
    assertThat(key.sign(3, TWO)).as("once refused is for a second").hasSize(2);
  }

  @Test
  void whatIsReadAgainThoughSigningIsRefusedDoesNotCountAsSigned() {
    FakeVault _ =
        vault.says(
            READ,
            200,
            "{\"data\": {\"type\": \"ed25519\", \"latest_version\": 1, \"keys\": {\"1\":"
                + " {\"public_key\": \"AAAA\"}}}}");
    FakeVault _ = vault.says(SIGN, 403, "{\"errors\": [\"permission denied\"]}");
    for (int second = 0; second < 60; second++) {
      call(READ);
      assertThat(signing()).contains("transit/sign/evidence (403)");
      nanos.addAndGet(Duration.ofSeconds(1).toNanos());
    }
    assertThat(vault.calls.stream().filter(call -> call.endsWith("/login"))).hasSizeBetween(3, 9);
  }

  @ParameterizedTest
  @ValueSource(strings = {READ, SIGN, "auth/kubernetes/login"})
  void whatHangsIsGivenUp(String path) {
    FakeVault _ = vault.hangs(path);
    long start = System.nanoTime();
    assertThat(refused(() -> call(path))).contains("it did not answer in time");
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(3));
    // The next one does not wait for it too.
    int before = vault.calls.size();
    assertThat(refused(() -> call(path))).contains("it did not answer in time");
    assertThat(vault.calls).hasSize(before);
  }

  private void call(String path) {
    if (path.equals(READ)) {
      TransitKey.Versions _ = key.versions();
    } else {
      List<byte[]> _ = key.sign(3, TWO);
    }
  }
}
