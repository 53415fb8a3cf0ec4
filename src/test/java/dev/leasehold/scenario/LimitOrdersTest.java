package dev.leasehold.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.lifecycle.RequestStep;
import dev.leasehold.model.Approval;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/**
 * Two people in two roles approve, limit and take limits off in every order, with looks of the
 * operator anywhere between: there is access only to what both accepted under one digest.
 */
final class LimitOrdersTest {
  private static final String OLGA = "owner olga";
  private static final String SVEN = "security sven";
  private static final int LENGTH = 5;

  private enum Move {
    OLGA_APPROVES,
    SVEN_APPROVES,
    SVEN_LIMITS,
    OLGA_TAKES_IT_OFF,
    LOOK
  }

  private final Supplier<LimitedLife> lives = LimitedLife.after("two-roles-offer");
  private int granted;
  private int played;

  @Test
  void nobodyIsGivenWhatTwoDidNotAccept() {
    play(new ArrayList<>());
    assertThat(played).isEqualTo((int) Math.pow(Move.values().length, LENGTH));
    assertThat(granted).as("lives in which it came to access").isEqualTo(played);
  }

  private void play(List<Move> moves) {
    if (moves.size() == LENGTH) {
      played++;
      live(moves);
      return;
    }
    for (Move next : Move.values()) {
      List<Move> longer = new ArrayList<>(moves);
      longer.add(next);
      play(longer);
    }
  }

  private void live(List<Move> moves) {
    LimitedLife life = lives.get();
    for (Move move : moves) {
      made(move, life);
      if (life.granted().isPresent()) {
        break;
      }
    }
    life.look();
    if (life.granted().isEmpty()) {
      life.approves(OLGA).approves(SVEN).look();
    }
    RequestStep.Activate step =
        life.granted().orElseThrow(() -> new AssertionError(moves + " " + life.status()));
    assertThat(step.approvals())
        .as("%s", moves)
        .extracting(Approval::approver)
        .containsOnly("olga", "sven")
        .contains("olga", "sven");
    assertThat(step.approvals())
        .as("%s", moves)
        .extracting(Approval::offer)
        .containsOnly(step.offer());
    assertThat(Duration.between(step.window().start(), step.window().end()))
        .as("%s", moves)
        .isEqualTo(life.offered(step.offer()));
    granted++;
  }

  private static void made(Move move, LimitedLife life) {
    switch (move) {
      case OLGA_APPROVES -> life.approves(OLGA);
      case SVEN_APPROVES -> life.approves(SVEN);
      case SVEN_LIMITS -> life.limits(SVEN, "duration=2h");
      case OLGA_TAKES_IT_OFF -> life.limits(OLGA, "none");
      case LOOK -> life.look();
    }
  }
}
