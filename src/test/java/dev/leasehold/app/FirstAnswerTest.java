package dev.leasehold.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;

class FirstAnswerTest {
  private static final int AN_HOUR = 7200;

  private final AtomicLong nanos = new AtomicLong();
  private final List<String> said = new ArrayList<>();
  private final AtomicInteger calls = new AtomicInteger();

  private FirstAnswer waiting() {
    return new FirstAnswer(
        nanos::get, () -> nanos.addAndGet(FirstAnswer.AGAIN.toNanos()), said::add);
  }

  private static KubernetesClientException silence(Throwable cause) {
    return new KubernetesClientException("An error has occurred.", new RuntimeException(cause));
  }

  private static KubernetesClientException code(int code) {
    return new KubernetesClientException("no", code, null);
  }

  @Test
  void anOutageOfAnHourIsWaitedOutAndSaidEveryTwentySeconds() {
    String answer =
        waiting()
            .to(
                () -> {
                  if (calls.incrementAndGet() < AN_HOUR) {
                    throw silence(new ConnectException("refused"));
                  }
                  return "us";
                },
                e -> Unreached.why(e, true));
    assertThat(answer).isEqualTo("us");
    assertThat(said).hasSize(180).allMatch(text -> text.startsWith("does not answer"));
  }

  @Test
  void whatIsWrongIsSaidAtOnce() {
    assertThatThrownBy(
            () ->
                new FirstAnswer(
                        nanos::get,
                        () -> {
                          throw new IllegalStateException("ends");
                        },
                        said::add)
                    .to(
                        () -> {
                          throw code(503);
                        },
                        e -> Unreached.why(e, true)))
        .hasMessage("ends");
    assertThat(said).containsExactly("answers 503");
  }

  @Test
  void aRefusalIsNotWaitedFor() {
    assertThatThrownBy(
            () ->
                waiting()
                    .to(
                        () -> {
                          throw code(403);
                        },
                        e -> Unreached.why(e, true)))
        .isInstanceOf(KubernetesClientException.class);
    assertThat(said).isEmpty();
  }

  @Test
  void eachTroubleHasItsOwnWords() {
    assertThat(Unreached.why(silence(new UnknownHostException("nowhere")), false))
        .hasValueSatisfying(text -> assertThat(text).contains("no such host"));
    assertThat(
            Unreached.why(
                silence(new SSLHandshakeException("x").initCause(new CertificateException("y"))),
                false))
        .hasValueSatisfying(text -> assertThat(text).contains("not trusted"));
    assertThat(Unreached.why(code(401), true))
        .hasValueSatisfying(text -> assertThat(text).contains("401"));
    assertThat(Unreached.why(code(401), false)).as("a kubeconfig stays as it is").isEmpty();
    assertThat(Unreached.why(code(404), true)).isEqualTo(Optional.empty());
  }
}
