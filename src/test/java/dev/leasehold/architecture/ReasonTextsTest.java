package dev.leasehold.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.model.ReasonCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reasons are made of, and compared with, {@code ReasonCode}, and never with a text. */
class ReasonTextsTest {
  private static final Path MAIN = Path.of("src/main/java");
  private static final int AT_LEAST = 500;

  private static final Pattern GIVEN = Pattern.compile("\\bReasonCode\\.([A-Z_]+)\\b");

  private static final String CODE = "(?:\\bcode\\(\\)|\\bgetReason\\(\\))";
  private static final String AS_TEXT = "(?:\\s*\\.(?:text|toString)\\(\\))?";

  /** Sources in which a reason is taken for a text. */
  private static final List<Pattern> TEXTS =
      List.of(
          Pattern.compile("new Reason\\(\\s*\""),
          Pattern.compile(
              CODE + AS_TEXT + "\\s*\\.(?:equals\\w*|startsWith|endsWith|contains|matches)\\("),
          Pattern.compile("\"\\s*\\.equals\\([^;{]*" + CODE),
          Pattern.compile("Objects\\.equals\\([^;{]*" + CODE),
          Pattern.compile("\\breason\\(\\)\\s*\\.equals\\(\\s*\""),
          Pattern.compile("\\.contains\\([^;{]*" + CODE + "\\s*\\.(?:text|toString)\\(\\)"),
          Pattern.compile("switch \\([^{]*" + CODE + "\\s*\\.(?:text|toString)\\(\\)"));

  @Test
  void nothingDecidesOnTheTextOfAReason() throws IOException {
    List<Path> sources = sources();
    assertThat(sources).hasSizeGreaterThan(AT_LEAST);
    for (Path source : sources) {
      assertThat(found(Files.readString(source))).as(source.toString()).isEmpty();
    }
  }

  @Test
  void everyReasonIsGiven() throws IOException {
    Set<String> given = new HashSet<>();
    for (Path source : sources()) {
      GIVEN.matcher(Files.readString(source)).results().forEach(found -> given.add(found.group(1)));
    }
    assertThat(given).containsAll(Arrays.stream(ReasonCode.values()).map(Enum::name).toList());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "new Reason(\"Why\", why)",
        "new Reason(\n    \"Why\", why)",
        "e.reason().code().equals(\"Why\")",
        "e.reason().code().text().equals(WHY)",
        "reason.code().toString().startsWith(\"Vault\")",
        "c.getReason().equals(\"Why\")",
        "\"Why\".equals(c.getReason())",
        "entry.reason().equals(\"Why\")",
        "Objects.equals(c.getReason(), WHY)",
        "SILENT.contains(verdict.reason().code().text())",
        "switch (reason.code().text()) {"
      })
  void everyWayOfTakingItForATextIsFound(String source) {
    assertThat(found(source)).isNotEmpty();
  }

  private static List<Path> sources() throws IOException {
    try (Stream<Path> files = Files.walk(MAIN)) {
      return files.filter(file -> file.toString().endsWith(".java")).toList();
    }
  }

  private static List<String> found(String source) {
    return TEXTS.stream()
        .filter(text -> text.matcher(source).find())
        .map(Pattern::pattern)
        .toList();
  }
}
