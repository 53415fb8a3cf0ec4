package dev.leasehold.pages;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A page that a reader follows. */
public record Page(Path file) {
  static final Path README = Path.of("README.md");

  private static final Path DOCS = Path.of("src/docs");
  private static final Path GUIDES = DOCS.resolve("guides");

  private static final Pattern BLOCK =
      Pattern.compile("(?m)^```(\\w*)(?: (\\S+))?\\n((?s:.*?))^```$");

  /** A line that must fail, such as a command that is refused. */
  private static final Pattern REFUSED = Pattern.compile("(?m)^(\\S.*?) +# refused\\b.*$");

  /** README, the guides, and the pages that stand beside them. */
  static List<Page> all() {
    return in(List.of(README), GUIDES, DOCS);
  }

  /** Those with the whole of one matter each. */
  static List<Page> reference() {
    return in(List.of(), DOCS.resolve("reference"));
  }

  private static List<Page> in(List<Path> first, Path... directories) {
    List<Path> files = new ArrayList<>(first);
    for (Path directory : directories) {
      try (Stream<Path> found = Files.list(directory)) {
        found.filter(file -> file.toString().endsWith(".md")).sorted().forEach(files::add);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return files.stream().map(Page::new).toList();
  }

  /** The guide of this name. */
  public static Page guide(String name) {
    return new Page(GUIDES.resolve(name + ".md"));
  }

  String text() {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  List<Block> blocks() {
    return BLOCK
        .matcher(text())
        .results()
        .map(
            found ->
                new Block(
                    file.toString(),
                    found.group(1),
                    found.group(2) == null ? "" : found.group(2),
                    found.group(3)))
        .toList();
  }

  List<Block> blocks(String language, String word) {
    return blocks().stream().filter(block -> block.is(language, word)).toList();
  }

  /**
   * Its commands as one script that ends at the first line which does not do what it says.
   *
   * @param word which of its blocks; empty: those without a word
   */
  public String script(String word) {
    String commands =
        blocks("sh", word).stream().map(Block::text).collect(Collectors.joining("\n"));
    return REFUSED
        .matcher(commands)
        .replaceAll(
            line ->
                Matcher.quoteReplacement(
                    "if %1$s; then echo 'not refused: %1$s' >&2; exit 1; fi"
                        .formatted(line.group(1))));
  }
}
