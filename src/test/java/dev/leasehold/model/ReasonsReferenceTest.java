package dev.leasehold.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The page of reasons has all of them, as they are declared; {@code -Dreference.rewrite=true}
 * writes it again.
 */
class ReasonsReferenceTest {
  private static final Path PAGE = Path.of("src/docs/reference/reasons.md");

  private static final String HEAD =
      """
      # Reasons

      Every reason that a condition, the history or a message can have, by where it is seen. The message next to it has the
      details. See also the [conditions](conditions.md). This page is written from `ReasonCode`.
      """;

  @Test
  void thePageIsAsTheReasonsAre() throws IOException {
    String page =
        HEAD
            + Arrays.stream(ReasonGroup.values())
                .map(ReasonsReferenceTest::section)
                .collect(Collectors.joining());
    if (Boolean.getBoolean("reference.rewrite")) {
      Files.writeString(PAGE, page);
    }
    assertThat(PAGE).hasContent(page);
  }

  private static String section(ReasonGroup group) {
    return """

        ## %s

        %s

        | Reason | What it means | What to do |
        |---|---|---|
        """
            .formatted(group.title(), group.where())
        + Arrays.stream(ReasonCode.values())
            .filter(code -> code.group() == group)
            .map(c -> "| `%s` | %s | %s |\n".formatted(c, c.meaning(), c.remedy()))
            .collect(Collectors.joining());
  }
}
