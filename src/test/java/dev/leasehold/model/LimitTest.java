package dev.leasehold.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LimitTest {
  private static final Duration ASKED = Duration.ofHours(4);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "none",
        "duration=2h",
        "duration=1h30m",
        "targets=shop",
        "targets=shop,db",
        "duration=2h targets=shop,db"
      })
  void whatIsWrittenIsRead(String text) {
    assertThat(Limit.read(text).map(w -> w.limit().text())).contains(text);
    assertThat(Limit.read(text + " reason=the audit ends duration=9h").orElseThrow())
        .returns("the audit ends duration=9h", Limit.Written::reason)
        .returns(text, w -> w.limit().text());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "2h",
        "duration=",
        "duration=2",
        "duration=2d",
        "duration=-2h",
        "duration=100000h",
        "duration=1h1h1h1h1h",
        "duration=2htargets=shop",
        "duration=2h  targets=shop",
        "duration=2h duration=3h",
        "targets=",
        "targets=a,",
        "targets=A",
        "targets=a b",
        "targets=a,b,c,d,e,f,g,h,i",
        "targets=shop duration=2h",
        "none duration=2h",
        " duration=2h",
        "duration=2h ",
        "duration=2h reason=",
        "reason=because"
      })
  void whatHasNoMeaningIsNotRead(String text) {
    assertThat(Limit.read(text)).isEmpty();
  }

  private static Limit limit(String text) {
    return Limit.read(text).orElseThrow().limit();
  }

  @Test
  void aLimitIsLessThanWhatWasAsked() {
    Extent all = Extent.of(ASKED, List.of());
    Extent two = Extent.of(ASKED, List.of("shop", "db"));
    assertThat(all.isMoreThan(limit("duration=3h59m59s"))).isTrue();
    assertThat(all.isMoreThan(limit("targets=whatever"))).isTrue();
    assertThat(two.isMoreThan(limit("targets=db"))).isTrue();
    assertThat(two.isMoreThan(limit("duration=2h targets=db"))).isTrue();
    for (String more :
        List.of(
            "none",
            "duration=4h",
            "duration=240m",
            "duration=5h",
            "duration=0s",
            "duration=5h targets=db",
            "targets=shop,db",
            "targets=db,shop",
            "targets=other",
            "targets=shop,other")) {
      assertThat(two.isMoreThan(limit(more))).as(more).isFalse();
    }
  }

  /** Whatever stands in a status. */
  @Test
  void noLimitAddsAnything() {
    Extent two = Extent.of(ASKED, List.of("shop", "db"));
    for (String text :
        List.of("duration=5h", "targets=other", "targets=shop,other", "duration=9h targets=x")) {
      Extent limited = two.under(Optional.of(by(limit(text))));
      assertThat(limited.duration()).isLessThanOrEqualTo(ASKED);
      assertThat(two.askedTargets()).containsAll(limited.targets());
      assertThat(limited.targets()).as("none would be all").isNotEmpty();
    }
    assertThat(two.under(Optional.of(by(limit("duration=2h targets=db")))))
        .returns(Duration.ofHours(2), Extent::duration)
        .returns(List.of("db"), Extent::targets)
        .returns(ASKED, Extent::asked);
    assertThat(Extent.of(ASKED, List.of()).under(Optional.of(by(limit("targets=db")))).targets())
        .containsExactly("db");
  }

  private static Extent.Limited by(Limit limit) {
    return new Extent.Limited(limit, "olga", Instant.EPOCH, "");
  }
}
