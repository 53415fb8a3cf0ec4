package dev.leasehold.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.cli.Main;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** Commands that the reference pages show are commands that the program has, option by option. */
final class ReferencePagesTest {
  private static final Path REFERENCE = Path.of("src/docs/reference");

  private static final Pattern LINE = Pattern.compile("(?m)^(\\./leasehold .*)$");

  /** The first column of a table, with its commands in backticks. */
  private static final Pattern ROW = Pattern.compile("(?m)^\\| (`[^|]*?) \\|");

  private static final Pattern CODE = Pattern.compile("`([^`]+)`");
  private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|'([^']*)'|(\\S+)");

  @Test
  void commandsInBlocksAreKnown() {
    List<String> lines =
        Stream.of("commands", "evidence")
            .flatMap(name -> page(name).blocks().stream())
            .filter(block -> block.language().equals("sh"))
            .flatMap(block -> LINE.matcher(block.text().replace("\\\n", " ")).results())
            .map(line -> line.group(1).substring("./leasehold ".length()))
            .toList();
    assertThat(lines).hasSizeGreaterThan(8);
    assertThat(lines.stream().flatMap(ReferencePagesTest::complaint)).isEmpty();
  }

  @Test
  void commandsInTheFirstTableAreKnown() {
    String text = page("commands").text();
    String table = text.substring(0, text.indexOf("They act with your own identity"));
    List<String> commands =
        ROW.matcher(table)
            .results()
            .flatMap(row -> CODE.matcher(row.group(1)).results())
            .map(code -> code.group(1))
            .filter(command -> command.contains(" "))
            .toList();
    assertThat(commands).hasSizeGreaterThan(9);
    assertThat(commands.stream().flatMap(ReferencePagesTest::complaint)).isEmpty();
  }

  @Test
  void anOptionThatIsNotThereIsNoticed() {
    assertThat(complaint("show report --no-such")).isNotEmpty();
    assertThat(complaint("evidence no-such LOG")).isNotEmpty();
  }

  /** What the program says against it; nothing is run. */
  private static Stream<String> complaint(String command) {
    try {
      CommandLine.ParseResult _ = Main.program().parseArgs(words(command));
      return Stream.empty();
    } catch (CommandLine.ParameterException e) {
      return Stream.of(command + ": " + e.getMessage());
    }
  }

  private static String[] words(String command) {
    List<String> words = new ArrayList<>();
    Matcher matcher =
        WORD.matcher(command.replaceAll(" +#.*", "").replaceAll("\"\\$\\(.*?\\)\"", "X"));
    while (matcher.find()) {
      words.add(matcher.group().replaceAll("^[\"']|[\"']$", ""));
    }
    return words.toArray(String[]::new);
  }

  private static Page page(String name) {
    return new Page(REFERENCE.resolve(name + ".md"));
  }
}
