package dev.leasehold.policy.cel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cel.common.types.CelType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The reference page lists the variables that exist. */
class VocabularyTest {
  private static final String BEGIN = "|---|---|---|\n";
  private static final String MARK = "<!-- variables:";
  private static final String END = "<!-- end of variables -->";

  @Test
  void theReferenceNamesEveryVariableWithItsTypeAndMeaning() throws IOException {
    Path file = Path.of("src/docs/reference/cel.md");
    String page = Files.readString(file);
    int table = page.indexOf(BEGIN, page.indexOf(MARK)) + BEGIN.length();
    assertThat(page.substring(table, page.indexOf(END)))
        .as("replace the table in %s by this one", file)
        .isEqualTo(String.join("\n", rows()) + "\n");
  }

  @Test
  void everyFieldCanBeAskedForAndHasAMeaning() {
    for (Vocabulary.Variable variable : Vocabulary.VARIABLES) {
      assertThat(variable.meaning()).isNotBlank();
      fields(variable)
          .forEach(
              field -> {
                assertThat(field.meaning()).isNotBlank();
                assertThat(Scene.ordinary().flaw(asked(variable, field))).isEmpty();
              });
    }
  }

  private static String asked(Vocabulary.Variable variable, Noun.Field<?> field) {
    return variable.name().equals("grants")
        ? "grants.all(g, has(g." + field.name() + "))"
        : "has(" + variable.name() + "." + field.name() + ")";
  }

  private static List<String> rows() {
    return Vocabulary.VARIABLES.stream()
        .flatMap(
            variable ->
                Stream.concat(
                    Stream.of(row(variable.name(), variable.type(), variable.meaning())),
                    fields(variable)
                        .flatMap(field -> rows(prefix(variable) + field.name(), field))))
        .toList();
  }

  private static Stream<String> rows(String name, Noun.Field<?> field) {
    Stream<String> own = Stream.of(row(name, field.type(), field.meaning()));
    return field.type().name().equals("Channel")
        ? Stream.concat(
            own,
            Vocabulary.CHANNEL.fields().stream()
                .map(f -> row(name + "." + f.name(), f.type(), f.meaning())))
        : own;
  }

  private static String prefix(Vocabulary.Variable variable) {
    return variable.name().equals("grants") ? "grants[…]." : variable.name() + ".";
  }

  private static Stream<? extends Noun.Field<?>> fields(Vocabulary.Variable variable) {
    CelType type =
        variable.name().equals("grants")
            ? variable.type().parameters().getFirst()
            : variable.type();
    return Vocabulary.NOUNS.stream()
        .filter(noun -> noun.name().equals(type.name()))
        .flatMap(noun -> noun.fields().stream());
  }

  private static String row(String name, CelType type, String meaning) {
    return "| `" + name + "` | " + text(type) + " | " + meaning + " |";
  }

  private static String text(CelType type) {
    return switch (type.kind()) {
      case STRUCT -> "object";
      case LIST -> "list of " + text(type.parameters().getFirst());
      case MAP ->
          "map of "
              + text(type.parameters().getFirst())
              + " to "
              + text(type.parameters().getLast());
      case DURATION -> "duration";
      case TIMESTAMP -> "timestamp";
      default -> type.name();
    };
  }
}
