package dev.leasehold.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Decision records can be referred to by number. */
final class DecisionsTest {
  private static final int DIGITS = 4;

  @Test
  void eachHasANumberOfItsOwnAndBeginsWithIt() throws IOException {
    List<Path> records;
    try (Stream<Path> files = Files.list(Path.of("src/docs/decisions"))) {
      records = files.toList();
    }
    assertThat(records).hasSizeGreaterThan(20);
    assertThat(records).extracting(DecisionsTest::number).doesNotHaveDuplicates();
    for (Path decision : records) {
      assertThat(Files.readString(decision)).startsWith("# " + number(decision) + ": ");
    }
  }

  private static String number(Path decision) {
    String name = decision.getFileName().toString();
    assertThat(name).matches("[0-9]{4}-[a-z0-9-]+\\.md");
    return name.substring(0, DIGITS);
  }
}
