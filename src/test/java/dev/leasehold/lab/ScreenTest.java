package dev.leasehold.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ScreenTest {
  private static final String LONG = "word ".repeat(40).strip();

  private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
  private final Screen screen =
      new Screen(new PrintStream(shown, true, StandardCharsets.UTF_8), false, false);

  @Test
  void aLongAnswerGoesOnBeneathItself() {
    screen.answered(LONG);
    assertThat(shown().lines()).hasSizeGreaterThan(1).allMatch(line -> line.length() <= 107);
    assertThat(shown().lines().skip(1)).allMatch(line -> line.startsWith("       word"));
    assertThat(shown().replaceAll("\\s+", " ").strip()).isEqualTo(LONG);
  }

  @Test
  void commandsAndTablesStayInOneLine() {
    screen.typed("olga", LONG);
    screen.answered("NAME   PHASE\n" + LONG);
    assertThat(shown().lines())
        .containsExactly("   olga$ " + LONG, "     NAME   PHASE", "     " + LONG);
  }

  @Test
  void onlyTheFirstLineOfACommandHasAPrompt() {
    screen.typed("alice", "kubectl apply -f - <<EOF\nkind: AccessRequest\nEOF");
    assertThat(shown().lines())
        .containsExactly("   alice$ kubectl apply -f - <<EOF", "   kind: AccessRequest", "   EOF");
  }

  @Test
  void nothingIsAnsweredToNothing() {
    screen.answered("");
    assertThat(shown()).isEmpty();
  }

  private String shown() {
    return shown.toString(StandardCharsets.UTF_8);
  }
}
