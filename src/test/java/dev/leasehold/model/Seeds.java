package dev.leasehold.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The inputs that a fuzz test begins with, for unit tests to play without the fuzzer: each as it
 * is, and changed at random from a fixed seed: cut, lengthened, spliced, and with bits altered.
 */
public final class Seeds {
  private static final Path RESOURCES = Path.of("src/test/resources");
  private static final long SEED = 20_261_124;
  private static final int CHANGES = 4;
  private static final int ADDED = 64;

  private final List<byte[]> seeds;
  private final Random random = new Random(SEED);

  private Seeds(List<byte[]> seeds) {
    this.seeds = seeds;
  }

  /** These. */
  public static Seeds of(Stream<byte[]> seeds) {
    return new Seeds(seeds.toList());
  }

  /** Those in the directory in which the fuzzer looks for them, too. */
  public static Seeds of(Class<?> fuzz, String method) {
    Path directory = RESOURCES.resolve(fuzz.getName().replace('.', '/') + "Inputs").resolve(method);
    try (Stream<Path> files = Files.list(directory)) {
      List<byte[]> seeds = files.sorted().map(Seeds::read).toList();
      assertThat(seeds).as(directory.toString()).hasSizeGreaterThan(5);
      return new Seeds(seeds);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All seeds, and so many inputs that are made of them. */
  public void play(int times, Consumer<byte[]> invariant) {
    seeds.forEach(invariant);
    for (int i = 0; i < times; i++) {
      invariant.accept(changed(seeds.get(random.nextInt(seeds.size()))));
    }
  }

  private byte[] changed(byte[] seed) {
    byte[] bytes = seed.length == 0 ? new byte[1] : seed.clone();
    for (int i = random.nextInt(1, CHANGES); i > 0; i--) {
      int at = random.nextInt(bytes.length);
      switch (random.nextInt(5)) {
        case 0 -> bytes[at] = (byte) random.nextInt(256);
        case 1 -> bytes[at] ^= (byte) (1 << random.nextInt(Byte.SIZE));
        case 2 -> bytes = Arrays.copyOf(bytes, Math.max(1, at));
        case 3 -> bytes = Arrays.copyOf(bytes, bytes.length + random.nextInt(ADDED));
        default -> splice(bytes, at);
      }
    }
    return bytes;
  }

  private void splice(byte[] bytes, int at) {
    byte[] other = seeds.get(random.nextInt(seeds.size()));
    int from = random.nextInt(other.length + 1);
    System.arraycopy(
        other, from, bytes, at, Math.min(other.length - from, Math.min(ADDED, bytes.length - at)));
  }

  private static byte[] read(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
