package dev.leasehold.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whoever waits takes a name in a line and nothing more, and groups come in turn. */
class PlacesTest {
  private final Places places = new Places(2, 2);
  private final List<String> begun = new ArrayList<>();

  private void comes(String group, String... names) {
    Stream.of(names).forEach(name -> places.enter(group, () -> begun.add(name)));
  }

  @Test
  void whatHasNoPlaceIsNotBegun() {
    comes("a", "a1", "a2", "a3", "a4");
    assertThat(begun).containsExactly("a1", "a2");
    assertThat(places.waiting()).isEqualTo(2);
    places.leave("a");
    assertThat(begun).containsExactly("a1", "a2", "a3");
    places.leave("a");
    places.leave("a");
    assertThat(places.free()).isOne();
    places.leave("a");
    assertThat(places.free()).isEqualTo(2);
    comes("a", "a5", "a6", "a7");
    assertThat(begun).containsExactly("a1", "a2", "a3", "a4", "a5", "a6");
  }

  @Test
  void nobodyWaitsBehindAllThatAnotherHasWaiting() {
    comes("a", "a1", "a2", "a3", "a4", "a5");
    comes("b", "b1", "b2");
    Stream.of("a", "a", "a", "b", "a").forEach(places::leave);
    assertThat(begun).containsExactly("a1", "a2", "a3", "b1", "a4", "b2", "a5");
  }

  @Test
  void whoeverIsBegunMayLeaveAtOnce() {
    comes("a", "a1", "a2");
    places.enter(
        "a",
        () -> {
          begun.add("hasty");
          places.leave("a");
        });
    comes("a", "last");
    places.leave("a");
    assertThat(begun).containsExactly("a1", "a2", "hasty", "last");
    assertThat(places.waiting()).isZero();
  }

  /** Else who comes for another group waits for one of the many to end. */
  @Test
  void aGroupThatHasMostOfThePlacesLeavesTheRestToOthers() {
    Places most = new Places(3, 2);
    List<String> got = new ArrayList<>();
    for (String name : List.of("a1", "a2", "a3", "b1", "c1")) {
      most.enter(name.substring(0, 1), () -> got.add(name));
    }
    assertThat(got).containsExactly("a1", "a2", "b1");
    most.leave("b");
    assertThat(got).as("a has its share").containsExactly("a1", "a2", "b1", "c1");
    most.leave("c");
    assertThat(most.waiting()).isOne();
    assertThat(most.free()).isOne();
    most.leave("a");
    assertThat(got).containsExactly("a1", "a2", "b1", "c1", "a3");
  }
}
