package dev.leasehold.evidence;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** What a service that keeps the key answers is used only if it is right. */
class RemoteSignerTest {
  private static final List<byte[]> TWO = List.of("one".getBytes(UTF_8), "two".getBytes(UTF_8));

  private final FakeKeyService service = new FakeKeyService();
  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);
  private final RemoteSigner signer = new RemoteSigner(Lives.NAME, service, nanos::get);

  private void signs(int version) throws IOException {
    LogSigner.Signatures signed = signer.sign(TWO);
    assertThat(signed.by().text()).isEqualTo(service.verifiers().get(version - 1).text());
    for (int i = 0; i < TWO.size(); i++) {
      assertThat(signed.by().verifies(TWO.get(i), signed.each().get(i))).isTrue();
    }
  }

  private void refuses(String why) {
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> signer.sign(TWO))
        .withMessageContaining(why);
  }

  private List<String> known() throws IOException {
    return signer.keys().stream().map(VerifierKey::text).toList();
  }

  @Test
  void severalMessagesAreSignedInOneCall() throws Exception {
    signs(1);
    assertThat(service.signed).containsExactly(2);
    assertThat(service.read).isOne();
  }

  @Test
  void longMessagesTakeSeveralCalls() throws Exception {
    List<byte[]> long20 = Collections.nCopies(20, new byte[60_000]);
    LogSigner.Signatures signed = signer.sign(long20);
    assertThat(service.signed).containsExactly(17, 3);
    assertThat(signed.each()).hasSize(20).allMatch(s -> signed.by().verifies(long20.get(0), s));
  }

  @Test
  void aNewVersionIsUsedWithinAMinuteAndTheOldKeyStaysKnown() throws Exception {
    signs(1);
    int _ = service.rotate();
    nanos.addAndGet(Duration.ofSeconds(59).toNanos());
    signs(1);
    nanos.addAndGet(Duration.ofSeconds(2).toNanos());
    signs(2);
    assertThat(known()).isEqualTo(service.verifiers().stream().map(VerifierKey::text).toList());
    SigningKey _ = service.keys.remove(1);
    nanos.addAndGet(Duration.ofMinutes(2).toNanos());
    LogSigner.Signatures _ = signer.sign(TWO);
    assertThat(known()).hasSize(2);
  }

  @Test
  void whatDoesNotVerifyIsRefusedAndNothingOfItIsUsed() throws Exception {
    byte[] old = service.sign(1, List.of("before".getBytes(UTF_8))).getFirst();
    byte[] others = Lives.key(99).sign(TWO.getFirst());
    Map<String, FakeKeyService.Lie> lies =
        Map.of(
            "another key", (messages, honest) -> List.of(others, honest.get(1)),
            "an old answer", (messages, honest) -> List.of(honest.get(0), old),
            "in another order", (messages, honest) -> List.of(honest.get(1), honest.get(0)),
            "one too few", (messages, honest) -> honest.subList(0, 1),
            "one too many", (messages, honest) -> List.of(honest.get(0), honest.get(1), old),
            "cut", (messages, honest) -> List.of(Arrays.copyOf(honest.get(0), 63), honest.get(1)),
            "nothing", (messages, honest) -> List.of(new byte[0], new byte[0]));
    lies.forEach(
        (what, lie) -> {
          service.tells(lie);
          refuses("not the signatures of version 1");
        });
    service.isHonest();
    signs(1);
  }

  @Test
  void anotherVersionsSignatureIsRefused() {
    int next = service.rotate();
    service.tells(
        (messages, honest) ->
            Objects.requireNonNull(service.keys.get(next - 1)).sign(messages).each());
    refuses("not the signatures of version 2");
  }

  @Test
  void aVersionThatBecameAnotherKeyIsRefusedUntilItIsBack() throws Exception {
    signs(1);
    service.isReplaced();
    refuses("not the signatures of version 1");
    refuses("version 1 of the key is another than before");
    assertThat(known()).containsExactly(Lives.key(41).verifier().text());
    SigningKey _ = service.keys.put(1, Lives.key(41));
    signs(1);
  }

  @Test
  void aServiceThatIsDownIsAskedAgainEachTime() throws Exception {
    service.seal(true);
    refuses("it is sealed");
    assertThatExceptionOfType(IOException.class).isThrownBy(signer::keys);
    service.seal(false);
    signs(1);
    service.seal(true);
    refuses("it is sealed");
    assertThat(known()).hasSize(1);
  }

  @Test
  void keysOfAnotherNameOrWithoutTheLatestAreRefused() {
    RemoteSigner other = new RemoteSigner("example.com/other", service, nanos::get);
    assertThatExceptionOfType(IOException.class).isThrownBy(other::keys);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new KeyService.Versions(2, Map.of(1, Lives.KEY.verifier())));
  }
}
