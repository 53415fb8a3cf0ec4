package dev.leasehold.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.http.Interceptor;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Against a server that begins to answer and never ends. */
class BoundedHttpTest {
  private static final Duration SHORT = Duration.ofMillis(300);
  private static final Duration LONG = Duration.ofSeconds(2);
  private static final String OBJECT = "/apis/leasehold.dev/v1alpha1/accessrecords/a";
  private static final String LIST = "/apis/leasehold.dev/v1alpha1/accessrecords";

  private final Listener listener = new Listener();
  private final KubernetesClient client = listener.client(new Interceptor() {});
  private final AtomicInteger failed = new AtomicInteger();
  private final Interceptor counting =
      new Interceptor() {
        @Override
        public void afterConnectionFailure(HttpRequest request, Throwable failure) {
          failed.incrementAndGet();
        }
      };
  private final HttpClient bounded =
      new BoundedHttp(
          client.getHttpClient(), listener.calls(), counting, new PacedWatch.Pace(), SHORT, LONG);

  @AfterEach
  void close() {
    client.close();
    listener.close();
  }

  @Test
  void aReplyThatDoesNotEndIsGivenUp() {
    listener.stall();
    assertThatThrownBy(() -> get(bounded, OBJECT).get(20, TimeUnit.SECONDS))
        .isInstanceOf(ExecutionException.class);
  }

  @Test
  void whatIsNotAnsweredIsCountedOnceAndWhatIsAnsweredIsNot() throws Exception {
    assertThat(get(bounded, OBJECT).get(20, TimeUnit.SECONDS)).isNotNull();
    assertThat(failed).hasValue(0);
    listener.stall();
    assertThatThrownBy(() -> get(bounded, OBJECT).get(20, TimeUnit.SECONDS));
    assertThat(failed).hasValue(1);
  }

  @Test
  void whatIsDerivedFromItIsBoundedToo() {
    listener.stall();
    HttpClient derived = bounded.newBuilder().tag("any").authenticatorNone().build();
    assertThatThrownBy(() -> get(derived, OBJECT).get(20, TimeUnit.SECONDS))
        .isInstanceOf(ExecutionException.class);
  }

  @Test
  void aListHasLonger() {
    listener.stall();
    CompletableFuture<HttpResponse<String>> list = get(bounded, LIST);
    assertThatThrownBy(() -> get(bounded, OBJECT).get(20, TimeUnit.SECONDS));
    assertThat(list).isNotDone();
    assertThatThrownBy(() -> list.get(20, TimeUnit.SECONDS));
  }

  @Test
  void whatIsClosedAgainAndAgainIsOpenedAFewTimesASecond() {
    PacedWatch.Pace pace = new PacedWatch.Pace();
    long now = Long.MAX_VALUE - 5;
    for (int i = 0; i < 4; i++) {
      assertThat(pace.next(LIST, now)).isZero();
    }
    assertThat(pace.next(LIST, now)).isEqualTo(Duration.ofSeconds(1));
    assertThat(pace.next(OBJECT, now)).isZero();
    assertThat(pace.next(LIST, now + Duration.ofSeconds(2).toNanos())).isZero();
  }

  @Test
  void failuresAreNotTriedAgain() {
    listener.answer(503);
    assertThatThrownBy(() -> client.raw("/version")).isInstanceOf(KubernetesClientException.class);
    assertThat(listener.methods()).containsExactly("GET");
  }

  @Test
  void writesAreUnderWayUntilTheyAreAnswered() throws InterruptedException {
    assertThat(listener.calls().quiet(SHORT)).isTrue();
    listener.stall();
    Thread writer = Thread.ofPlatform().daemon().start(this::write);
    while (listener.methods().isEmpty()) {
      Thread.onSpinWait();
    }
    writer.interrupt();
    assertThat(writer.join(LONG)).isTrue();
    assertThat(listener.calls().quiet(SHORT)).isFalse();
  }

  private CompletableFuture<HttpResponse<String>> get(HttpClient http, String path) {
    return http.sendAsync(
        http.newHttpRequestBuilder().uri(client.getMasterUrl() + path.substring(1)).build(),
        String.class);
  }

  private void write() {
    assertThatThrownBy(
        () ->
            client
                .configMaps()
                .resource(
                    new ConfigMapBuilder()
                        .withNewMetadata()
                        .withName("c")
                        .withNamespace("n")
                        .endMetadata()
                        .build())
                .create());
  }
}
