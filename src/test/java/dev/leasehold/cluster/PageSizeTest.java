package dev.leasehold.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A page of the largest objects that people can make fits into the heap, three times over. */
class PageSizeTest {
  private static final long REQUEST = 400 << 10;

  @ParameterizedTest
  @ValueSource(longs = {56, 96, 192, 512, 2048})
  void threeCopiesOfAPageTakeAFifthOfTheHeapAtMost(long megabytes) {
    long heap = megabytes << 20;
    assertThat(3 * PageSize.of(REQUEST, heap) * REQUEST).isLessThan(heap / 5);
  }

  @Test
  void whatIsSmallComesByTheHundredAndWhatIsLargeAFewAtATime() {
    assertThat(PageSize.of(1 << 10, 96L << 20)).isEqualTo(100);
    assertThat(PageSize.of(REQUEST, 96L << 20)).isEqualTo(15);
    assertThat(PageSize.of(REQUEST, 640L << 20)).isEqualTo(100);
    assertThat(PageSize.of(4 << 20, 96L << 20)).isEqualTo(4);
  }
}
