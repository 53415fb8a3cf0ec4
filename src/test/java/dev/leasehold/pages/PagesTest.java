package dev.leasehold.pages;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** README and the guides: each block is run or checked by a test, and README stays short. */
final class PagesTest {
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

  /** What a reader has who wants to know what this is, and no more. */
  private static final int README_LINES = 200;

  /** Blocks that are not run as they are, and why. */
  private static final Set<String> NOT_RUN =
      Set.of(
          "README.md sh up", // UpIT runs these commands
          "src/docs/guides/approvers.md sh less", // LimitedIT approves as the first line does,
          // LimitIT
          // limits as the second does
          "src/docs/guides/install.md sh image", // ImageIT runs the first line; the other needs a
          // registry
          "src/docs/guides/install.md sh notify"); // NotifyTest runs it against sinks of its own

  @Test
  void readmeIsShort() throws IOException {
    assertThat(Files.readAllLines(Page.README)).hasSizeLessThanOrEqualTo(README_LINES);
  }

  @Test
  void everyBlockIsRunOrChecked() {
    List<Block> blocks = Page.all().stream().flatMap(page -> page.blocks().stream()).toList();
    assertThat(blocks).hasSizeGreaterThan(25);
    assertThat(blocks.stream().filter(block -> !isCovered(block)).map(Block::name)).isEmpty();
    assertThat(blocks).extracting(Block::name).containsAll(NOT_RUN).containsAll(PagesIT.RUN);
  }

  private static boolean isCovered(Block block) {
    return switch (block.language()) {
      case "sh" -> PagesIT.RUN.contains(block.name()) || NOT_RUN.contains(block.name());
      case "yaml" ->
          Set.of("values", "apply").contains(block.word()) || Files.exists(Path.of(block.word()));
      case "text", "mermaid" -> true;
      default -> false;
    };
  }

  /** They may leave out what the file has besides. */
  @Test
  void partsOfFilesAreInThoseFiles() throws IOException {
    List<Block> parts =
        Stream.concat(Page.all().stream(), Page.reference().stream())
            .flatMap(page -> page.blocks().stream())
            .filter(block -> block.word().endsWith(".yaml"))
            .toList();
    assertThat(parts).hasSizeGreaterThan(2);
    for (Block part : parts) {
      JsonNode shown = YAML.readTree(part.text());
      List<JsonNode> file = new ArrayList<>();
      YAML.readerFor(JsonNode.class)
          .<JsonNode>readValues(Path.of(part.word()).toFile())
          .forEachRemaining(file::add);
      assertThat(file.stream().anyMatch(document -> isWithin(shown, document)))
          .as(part.name())
          .isTrue();
    }
  }

  @Test
  void aPartThatDiffersIsNoticed() throws IOException {
    JsonNode file = YAML.readTree("a: {b: [{c: 1, d: 2}, {c: 3}]}");
    assertThat(isWithin(YAML.readTree("b: [{c: 1}]"), file)).isTrue();
    assertThat(isWithin(YAML.readTree("[{c: 3}]"), file)).isTrue();
    assertThat(isWithin(YAML.readTree("b: [{c: 2}]"), file)).isFalse();
    assertThat(isWithin(YAML.readTree("b: [{e: 1}]"), file)).isFalse();
  }

  /** Whether it is a part of the other, or of something in it. */
  private static boolean isWithin(JsonNode part, JsonNode whole) {
    return isPart(part, whole)
        || StreamSupport.stream(whole.spliterator(), false).anyMatch(in -> isWithin(part, in));
  }

  private static boolean isPart(JsonNode part, JsonNode whole) {
    if (part.isObject()) {
      return part.properties().stream()
          .allMatch(
              entry ->
                  whole.has(entry.getKey()) && isPart(entry.getValue(), whole.get(entry.getKey())));
    }
    if (part.isArray()) {
      return whole.isArray()
          && StreamSupport.stream(part.spliterator(), false)
              .allMatch(
                  one ->
                      StreamSupport.stream(whole.spliterator(), false)
                          .anyMatch(other -> isPart(one, other)));
    }
    return part.equals(whole);
  }
}
