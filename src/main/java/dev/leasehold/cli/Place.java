package dev.leasehold.cli;

import java.nio.file.Path;

/**
 * Where something stands.
 *
 * @param document which of the file's documents, from 1; 0 is the file as a whole
 * @param line at which that begins, from 1
 */
record Place(Path file, int document, int line) {
  /** A file as a whole. */
  static Place of(Path file) {
    return new Place(file, 0, 1);
  }

  /** For people. */
  String text() {
    if (document > 0) {
      return file + " (document " + document + ")";
    }
    return line > 1 ? file + ", line " + line : file.toString();
  }
}
