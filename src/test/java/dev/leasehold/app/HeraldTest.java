package dev.leasehold.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.EventBuilder;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class HeraldTest {
  private final List<String> published = new CopyOnWriteArrayList<>();
  private final AtomicInteger lost = new AtomicInteger();

  @Test
  void whatIsToldIsPublishedInOrder() {
    Herald herald = new Herald(this::publish, lost::incrementAndGet);
    herald.tell(() -> event("Active"));
    herald.tell(Optional::empty);
    herald.tell(() -> event("Ended"));
    await().untilAsserted(() -> assertThat(published).containsExactly("Active", "Ended"));
    assertThat(lost).hasValue(0);
  }

  @Test
  void whoTellsDoesNotWaitForAnApiServerThatHangsAndWhatIsTooMuchIsCounted() {
    CountDownLatch answers = new CountDownLatch(1);
    Herald herald =
        new Herald(
            event -> {
              waitFor(answers);
              publish(event);
            },
            lost::incrementAndGet);
    for (int i = 0; i < Herald.WAITING + 10; i++) {
      herald.tell(() -> event("Active"));
    }
    assertThat(published).isEmpty();
    assertThat(lost).hasValueBetween(9, 10);
    answers.countDown();
    await().untilAsserted(() -> assertThat(published.size() + lost.get()).isEqualTo(1034));
  }

  @Test
  void oneThatIsNotTakenIsCountedAndTheNextPublished() {
    Herald herald = new Herald(this::publish, lost::incrementAndGet);
    herald.tell(
        () -> {
          throw new IllegalStateException("not taken");
        });
    herald.tell(() -> event("Ended"));
    await().untilAsserted(() -> assertThat(published).containsExactly("Ended"));
    assertThat(lost).hasValue(1);
  }

  private void publish(Event event) {
    published.add(event.getReason());
  }

  private static void waitFor(CountDownLatch answers) {
    try {
      answers.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Optional<Event> event(String reason) {
    return Optional.of(new EventBuilder().withReason(reason).build());
  }
}
