package dev.leasehold.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.api.v1alpha1.AccessRequest;
import dev.leasehold.controller.Written;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the framework does not tell of requests. */
class DeparturesTest {
  private final List<String> heard = new ArrayList<>();
  private final Watches.Departures departures =
      new Watches.Departures(
          request -> heard.add("terminating " + request.getMetadata().getUid()),
          gone -> heard.add("gone " + gone.getUid()));

  @Test
  void whatIsThereAndStaysIsTheFrameworksToTell() {
    departures.onAdd(Written.request("u1"));
    departures.onUpdate(Written.request("u1"), Written.request("u1"));
    assertThat(heard).isEmpty();
  }

  @Test
  void everyChangeOfWhatIsBeingDeletedIsToldAndThatItIsGone() {
    AccessRequest held = Written.terminating("u1");
    departures.onAdd(held);
    departures.onUpdate(Written.request("u1"), held);
    departures.onUpdate(held, held);
    departures.onDelete(held, false);
    assertThat(heard)
        .containsExactly("terminating u1", "terminating u1", "terminating u1", "gone u1");
  }

  @Test
  void anotherOfTheSameNameIsNotAnUpdate() {
    departures.onUpdate(Written.request("u1"), Written.request("u2"));
    assertThat(heard).containsExactly("gone u1");
  }
}
