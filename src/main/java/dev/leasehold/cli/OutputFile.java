package dev.leasehold.cli;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Where a command writes what is too long for a terminal. */
final class OutputFile {
  @Option(
      names = "--file",
      required = true,
      paramLabel = "FILE",
      description = "Where to; it is overwritten.")
  private Path file = Path.of("");

  /** To be closed. */
  OutputStream open() throws IOException {
    return new BufferedOutputStream(Files.newOutputStream(file));
  }
}
