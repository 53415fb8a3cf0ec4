package dev.leasehold.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Decision records have a number and a status, refer to each other correctly, and are listed. */
final class DecisionsTest {
  private static final Path DIRECTORY = Path.of("src/docs/decisions");
  private static final String INDEX = "README.md";
  private static final Pattern NUMBER = Pattern.compile("\\b0[0-9]{3}\\b");
  private static final Pattern FILE = Pattern.compile("([0-9]{4})-[a-z0-9-]+\\.md");
  private static final String NUMBERS = "[0-9]{4}(?:(?:, | and )[0-9]{4})*";

  /** The status is the paragraph below the title: the word, then details if there are any. */
  private static final Pattern HEAD =
      Pattern.compile(
          "# ([0-9]{4}): (.+)\n\nStatus: (accepted|(?:changed|superseded) by "
              + NUMBERS
              + ")((?:\\.(?: [^\n]+)?)?(?:\n[^\n]+)*)\n\n");

  private static final Pattern CHANGES =
      Pattern.compile("(?:Changes|Supersedes) (" + NUMBERS + ")");

  private record Decision(
      String file, String number, String title, String status, String details, String text) {}

  @Test
  void eachHasANumberOfItsOwnATitleAndAStatus() throws IOException {
    List<Decision> decisions = decisions();
    assertThat(decisions).hasSizeGreaterThan(20);
    assertThat(decisions).extracting(Decision::number).doesNotHaveDuplicates();
    assertThat(decisions).allSatisfy(d -> assertThat(d.file()).startsWith(d.number()));
  }

  @Test
  void eachNumberThatIsReferredToExists() throws IOException {
    List<Decision> decisions = decisions();
    List<String> numbers = decisions.stream().map(Decision::number).toList();
    assertThat(decisions)
        .allSatisfy(d -> assertThat(numbers).as(d.file()).containsAll(numbers(d.text())));
    assertThat(numbers).containsAll(numbers(Files.readString(DIRECTORY.resolve(INDEX))));
  }

  @Test
  void changesAreStatedInBothRecords() throws IOException {
    List<Decision> decisions = decisions();
    Map<String, SortedSet<String>> changes =
        decisions.stream().collect(Collectors.toMap(Decision::number, DecisionsTest::changes));
    for (Decision decision : decisions) {
      assertThat(numbers(decision.status()))
          .as("which records say in their status that they change %s", decision.number())
          .containsExactlyElementsOf(
              changes.entrySet().stream()
                  .filter(entry -> entry.getValue().contains(decision.number()))
                  .map(Map.Entry::getKey)
                  .sorted()
                  .toList());
    }
  }

  @Test
  void theIndexListsEachWithItsTitleAndStatus() throws IOException {
    Matcher rows =
        Pattern.compile("(?m)^\\| \\[([^]]+)]\\(([^)]+)\\) \\| (.+) \\| (.+) \\| .+ \\|$")
            .matcher(Files.readString(DIRECTORY.resolve(INDEX)));
    assertThat(
            rows.results()
                .map(r -> List.of(r.group(1), r.group(2), r.group(3), r.group(4)))
                .toList())
        .containsExactlyElementsOf(
            decisions().stream()
                .map(d -> List.of(d.number(), d.file(), d.title(), d.status()))
                .toList());
  }

  private static SortedSet<String> changes(Decision decision) {
    return CHANGES
        .matcher(decision.details())
        .results()
        .flatMap(change -> numbers(change.group(1)).stream())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static SortedSet<String> numbers(String text) {
    return NUMBER
        .matcher(text)
        .results()
        .map(MatchResult::group)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static List<Decision> decisions() throws IOException {
    try (Stream<Path> files = Files.list(DIRECTORY)) {
      return files
          .filter(file -> !file.endsWith(INDEX))
          .sorted()
          .map(DecisionsTest::decision)
          .toList();
    }
  }

  private static Decision decision(Path path) {
    String file = path.getFileName().toString();
    assertThat(file).matches(FILE);
    String text;
    try {
      text = Files.readString(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Matcher head = HEAD.matcher(text);
    assertThat(head.lookingAt()).as("%s begins with its number, title and status", file).isTrue();
    return new Decision(file, head.group(1), head.group(2), head.group(3), head.group(4), text);
  }
}
