package dev.leasehold.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The tables of values are as values.yaml and values.schema.json are; {@code
 * -Dreference.rewrite=true} writes them again.
 */
final class ChartValuesReferenceTest {
  private static final Path README = Path.of("helm/leasehold/README.md");
  private static final Path PAGE = Path.of("src/docs/reference/configuration.md");

  /** The most characters that a row of README says about a value. */
  private static final int BRIEF = 200;

  private static final String README_HEAD =
      """
      ## Values

      The first sentence about each; [configuration](../../src/docs/reference/configuration.md) has all of them, and
      [values.yaml](values.yaml) also examples. This section is written from values.yaml.

      | Value | Default | Meaning |
      |---|---|---|
      """;

  private static final String PAGE_HEAD =
      """
      # Configuration

      Leasehold is configured by the chart's values. An unknown or invalid value is rejected by name.
      [values.yaml](../../../helm/leasehold/values.yaml) also has examples. This page is written from it and from
      `values.schema.json`.

      | Value | Type | Default | Meaning |
      |---|---|---|---|
      """;

  @Test
  void theChartsReadmeEndsWithTheValues() throws IOException {
    String page = Files.readString(README);
    assertThat(page).contains("\n## Values\n");
    String before = page.substring(0, page.indexOf("## Values\n"));
    check(README, before + README_HEAD + rows(value -> brief(value)));
  }

  @Test
  void thePageOfTheConfigurationIsAsTheValuesAre() throws IOException {
    check(PAGE, PAGE_HEAD + rows(value -> whole(value)));
  }

  @Test
  void everyValueHasAComment() throws IOException {
    assertThat(ChartValues.read())
        .hasSizeGreaterThan(40)
        .filteredOn(value -> !value.comment().endsWith("."))
        .extracting(ChartValue::names)
        .isEmpty();
  }

  @Test
  void readmeSaysLittleAboutEachValue() throws IOException {
    assertThat(ChartValues.read())
        .allSatisfy(
            value -> assertThat(value.firstSentence()).as(value.name()).hasSizeLessThan(BRIEF));
  }

  @Test
  void aValueIsReadWithItsCommentTypeAndDefault() throws IOException {
    String values = "# All of them.\n\n# Where. For example:\n#   a: x\n# Or b.\na: {b: 1}\n";
    List<ChartValue> found = ChartValues.of(values, schema("object"));
    assertThat(found.stream().map(value -> whole(value)))
        .containsExactly("| `a` | object | `{b: 1}` | Where. Or b. |\n");
    assertThat(found.stream().map(value -> brief(value)))
        .containsExactly("| `a` | `{b: 1}` | Where. |\n");
  }

  private static JsonNode schema(String type) throws IOException {
    return new ObjectMapper()
        .readTree("{\"properties\": {\"a\": {\"type\": \"%s\"}}}".formatted(type));
  }

  private static void check(Path file, String text) throws IOException {
    if (Boolean.getBoolean("reference.rewrite")) {
      Files.writeString(file, text);
    }
    assertThat(file).hasContent(text);
  }

  private static String rows(Function<ChartValue, String> row) throws IOException {
    return ChartValues.read().stream().map(row).collect(Collectors.joining());
  }

  private static String brief(ChartValue value) {
    String sentence = linked(value.firstSentence(), "../../src/docs/");
    return "| %s | %s | %s |\n".formatted(value.names(), value.shownDefaults(), sentence);
  }

  private static String whole(ChartValue value) {
    String comment = linked(value.comment(), "../");
    return "| %s | %s | %s | %s |\n"
        .formatted(value.names(), value.types(), value.shownDefaults(), comment);
  }

  /** Paths of pages become links; values.yaml says them from the top of the repository. */
  private static String linked(String text, String docs) {
    return text.replaceAll("src/docs/([a-z]+)/README\\.md", "[$1](" + docs + "$1/README.md)")
        .replaceAll("src/docs/([a-z]+)/([a-z]+)\\.md", "[$2](" + docs + "$1/$2.md)");
  }
}
