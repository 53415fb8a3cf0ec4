package dev.leasehold.api.v1alpha1;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What kubectl explain shows of a field is enough to write it, or to understand it. */
final class DescriptionsTest {
  /** Words that say nothing of a field, whatever it is called. */
  private static final Set<String> EMPTY_WORDS =
      Set.of(
          "a", "an", "the", "its", "of", "in", "it", "when", "who", "what", "rfc", "3339", "utc");

  private static final Pattern EXAMPLE_OF_A_DURATION = Pattern.compile("\\b[0-9]+(h|m|s)\\b");

  /** Words that say what a number counts. */
  private static final Pattern COUNT =
      Pattern.compile(
          "(?i)how (many|often)|number|generation|position|counted from|one more with every");

  /** What kubectl apply without --server-side can keep in an annotation, in bytes. */
  private static final int LAST_APPLIED = 262_144;

  private final List<SchemaNode> fields =
      Definitions.nodes().stream().filter(SchemaNode::isField).toList();

  @Test
  void noDescriptionOnlyRepeatsTheNameOfTheField() {
    assertThat(saying(fields, DescriptionsTest::saysMoreThanTheName)).isEmpty();
  }

  @Test
  void everyValueOfAnEnumHasAMeaning() {
    List<SchemaNode> enums = fields.stream().filter(DescriptionsTest::isEnum).toList();
    assertThat(enums).hasSizeGreaterThan(25);
    assertThat(saying(enums, DescriptionsTest::saysEveryValue)).isEmpty();
  }

  @Test
  void everyDurationShowsItsForm() {
    List<SchemaNode> durations = like(Format.DURATION);
    assertThat(durations).hasSizeGreaterThan(12);
    assertThat(saying(durations, node -> EXAMPLE_OF_A_DURATION.matcher(description(node)).find()))
        .isEmpty();
  }

  @Test
  void everyNumberSaysWhatItCounts() {
    List<SchemaNode> numbers =
        fields.stream().filter(node -> "integer".equals(node.schema().getType())).toList();
    assertThat(numbers).hasSizeGreaterThan(20);
    assertThat(saying(numbers, node -> COUNT.matcher(description(node)).find())).isEmpty();
  }

  @Test
  void everyTimeSaysItsForm() {
    List<SchemaNode> times =
        Stream.concat(
                like(Format.TIME).stream(),
                fields.stream().filter(node -> "date-time".equals(node.schema().getFormat())))
            .toList();
    assertThat(times).hasSizeGreaterThan(25);
    assertThat(saying(times, node -> description(node).contains("RFC 3339"))).isEmpty();
  }

  @Test
  void everyDigestSaysOfWhatItIs() {
    List<SchemaNode> digests = like(Format.DIGEST);
    assertThat(digests).hasSizeGreaterThan(5);
    assertThat(saying(digests, node -> description(node).matches(".*(SHA-256|digest) .+")))
        .isEmpty();
  }

  /** Who leaves a field out knows what follows. */
  @Test
  void everyFieldThatMayBeLeftOutSaysWhatThenHolds() {
    List<SchemaNode> optional =
        fields.stream()
            .filter(node -> node.isIn("spec") && !node.plural().equals("accessrecords"))
            .filter(node -> !node.required())
            .toList();
    assertThat(optional).hasSizeGreaterThan(25);
    assertThat(saying(optional, node -> description(node).contains("Absent"))).isEmpty();
  }

  @Test
  void definitionsStayFarBelowWhatKubectlApplyCanKeep() {
    assertThat(Definitions.filesIn(Definitions.HELD))
        .hasSize(3)
        .allSatisfy(
            (name, text) -> assertThat(text.length()).as(name).isLessThan(LAST_APPLIED / 2));
  }

  private static List<String> saying(List<SchemaNode> nodes, Predicate<SchemaNode> enough) {
    return nodes.stream()
        .filter(enough.negate())
        .map(node -> node + ": " + description(node))
        .toList();
  }

  private static boolean saysMoreThanTheName(SchemaNode node) {
    Set<String> name = words(node.path().getLast().replaceAll("([a-z])([A-Z])", "$1 $2"));
    return words(description(node)).stream()
        .anyMatch(word -> !EMPTY_WORDS.contains(word) && !name.contains(word));
  }

  private static Set<String> words(String text) {
    return Arrays.stream(text.toLowerCase(Locale.ROOT).split("[^a-z0-9]+"))
        .filter(word -> !word.isEmpty())
        .collect(Collectors.toSet());
  }

  private static boolean isEnum(SchemaNode node) {
    return !node.schema().getEnum().isEmpty();
  }

  private static boolean saysEveryValue(SchemaNode node) {
    return node.schema().getEnum().stream()
        .allMatch(value -> description(node).contains("\n- " + value.asText() + ": "));
  }

  private List<SchemaNode> like(String pattern) {
    return fields.stream().filter(node -> pattern.equals(node.schema().getPattern())).toList();
  }

  private static String description(SchemaNode node) {
    return String.valueOf(node.schema().getDescription());
  }
}
