package dev.leasehold.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.evidence.Event;
import java.util.List;
import org.junit.jupiter.api.Test;

class SamplingTest {
  private final List<Life> lives = lives(Stories.all());

  /** By {@code printf '%s\n%s' seed 00000000-0000-1092-0000-000000000000 | sha256sum}. */
  @Test
  void anybodyCanComputeTheDigest() {
    assertThat(Sampling.of(lives, "seed", 100))
        .filteredOn(drawn -> drawn.life().request().name().equals("ordinary"))
        .extracting(Sampling.Drawn::digest)
        .containsExactly("c1d47181d73452683793d4f5f950c891a3a508676563c7d3461f6a0357124b20");
  }

  @Test
  void aSmallerSampleIsTheBeginningOfALargerOne() {
    List<Sampling.Drawn> all = Sampling.of(lives, "seed", 100);
    assertThat(all).hasSize(lives.size()).extracting(Sampling.Drawn::digest).isSorted();
    assertThat(Sampling.of(lives.reversed(), "seed", 5)).isEqualTo(all.subList(0, 5));
    assertThat(Sampling.of(lives, "another", 5)).isNotEqualTo(all.subList(0, 5));
  }

  private static List<Life> lives(List<Event> events) {
    LifeReader reader = new LifeReader(Period.ALL);
    Stories.feed(reader, events);
    return reader.population().lives();
  }
}
