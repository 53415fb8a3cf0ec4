package dev.leasehold.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is printed on narrow terminals: every word of it, and each row as one. */
final class ColumnsTest {
  private static final Columns USUAL = new Columns(80);

  private static final List<List<String>> PENDING =
      List.of(
          Waiting.HEADER,
          List.of(
              "payments-production",
              "nightly-report",
              "approve",
              "payments.orders-reader",
              "nightly-report",
              "8h",
              "owner 0 of 1 agreed, security 1 of 2 agreed",
              "by 2026-11-28T10:00:00Z"),
          List.of("shop", "refunds", "review", "shop.r", "w", "1h", "Due", "since 2026-11-28T10Z"));

  @Test
  void columnsThatDoNotFitAreBelowTheRow() {
    assertThat(printed(out -> new Table(PENDING).print(out, USUAL)))
        .containsExactly(
            "NAMESPACE            NAME            DO       ENTITLEMENT",
            "payments-production  nightly-report  approve  payments.orders-reader",
            "    FOR nightly-report  DURATION 8h",
            "    MISSING owner 0 of 1 agreed, security 1 of 2 agreed",
            "    WHEN by 2026-11-28T10:00:00Z",
            "shop                 refunds         review   shop.r",
            "    FOR w  DURATION 1h  MISSING Due  WHEN since 2026-11-28T10Z");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 200})
  void tableThatFitsOrIsNotOnATerminalHasOneLineForEachRow(int width) {
    List<String> lines = printed(out -> new Table(PENDING).print(out, new Columns(width)));
    assertThat(lines).hasSize(PENDING.size());
    assertThat(lines.get(1)).endsWith("1 of 2 agreed  by 2026-11-28T10:00:00Z");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 40, 60, 80, 100, 120, 160})
  void nothingIsCutAndNothingIsWiderThanTheTerminal(int width) {
    List<String> lines = printed(out -> new Table(PENDING).print(out, new Columns(width)));
    assertThat(lines).allMatch(line -> line.length() <= Math.max(40, width));
    String all = String.join(" ", lines).replaceAll(" +", " ");
    PENDING.forEach(row -> assertThat(all).contains(row));
  }

  @Test
  void linesOfAnOfferAreFoldedBetweenWordsAndDeeperThanAnyOther() {
    String permission =
        "    get, list, watch, create, update, patch and delete configmaps, secrets and services in"
            + " namespaces shop and payments: reads every Secret there";
    assertThat(printed(out -> new Screen(out, USUAL).line(permission)))
        .containsExactly(
            "    get, list, watch, create, update, patch and delete configmaps, secrets and",
            "        services in namespaces shop and payments: reads every Secret there");
    assertThat(printed(out -> new Screen(out, new Columns(0)).line(permission)))
        .containsExactly(permission);
  }

  @Test
  void commandThatIsToBeCopiedStaysInOnePiece() {
    assertThat(
            USUAL.fold(
                "  Next: Somebody other than the requester must approve it by 10:00: leasehold"
                    + " approve applied -n team; otherwise its access ends"))
        .containsExactly(
            "  Next: Somebody other than the requester must approve it by 10:00:",
            "      leasehold approve applied -n team; otherwise its access ends");
  }

  @Test
  void wordThatIsTooLongIsLeftWhole() {
    String word = "x".repeat(100);
    assertThat(USUAL.fold("  Justification:  " + word + " y"))
        .containsExactly("  Justification:", "      " + word, "      y");
    assertThat(USUAL.fold(word)).containsExactly(word);
    assertThat(USUAL.fold(" ".repeat(100))).hasSize(1);
  }

  private static List<String> printed(Consumer<PrintWriter> print) {
    StringWriter out = new StringWriter();
    print.accept(new PrintWriter(out));
    return out.toString().lines().toList();
  }
}
