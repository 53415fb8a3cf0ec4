package dev.leasehold.policy.cel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Plays the seeds of {@link CelFuzz}, and a few thousand texts made from their parts. */
class CelSeedsTest {
  private static final Path SEEDS =
      Path.of(
          "src/test/resources/dev/leasehold/policy/cel/CelFuzzInputs/anyTextIsAnsweredOrComplainedOf");
  private static final int MIXED = 2_000;
  private static final int PARTS = 24;
  private static final long SEED = 20_261_124;

  @ParameterizedTest
  @MethodSource("seeds")
  void everySeedIsAnsweredOrComplainedOf(Path seed) throws IOException {
    AnyText.isAnsweredOrComplainedOf(Files.readAllBytes(seed));
  }

  @Test
  void whateverIsMadeOfTheirPartsIsAnsweredOrComplainedOf() throws IOException {
    List<String> parts =
        seeds().flatMap(seed -> Stream.of(text(seed).split("\\b", -1))).distinct().toList();
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(SEED);
    for (int i = 0; i < MIXED; i++) {
      StringBuilder text = new StringBuilder();
      for (int n = random.nextInt(1, PARTS); n > 0; n--) {
        text.append(parts.get(random.nextInt(parts.size())));
      }
      AnyText.isAnsweredOrComplainedOf(text.toString().getBytes(StandardCharsets.UTF_8));
    }
  }

  static Stream<Path> seeds() throws IOException {
    try (Stream<Path> files = Files.list(SEEDS)) {
      List<Path> all = files.sorted().toList();
      assertThat(all).hasSizeGreaterThan(10);
      return all.stream();
    }
  }

  private static String text(Path seed) {
    try {
      return Files.readString(seed);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
