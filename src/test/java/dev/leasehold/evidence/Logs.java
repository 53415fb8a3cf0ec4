package dev.leasehold.evidence;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Logs in directories, and exports of them. */
public final class Logs {
  private Logs() {}

  /** A new log with these entries, which is closed. */
  public static Path of(Path directory, List<byte[]> entries) throws IOException {
    return of(directory, entries, Lives.KEY);
  }

  /** The same by another key. */
  static Path of(Path directory, List<byte[]> entries, SigningKey key) throws IOException {
    Files.createDirectories(directory);
    try (LogWriter writer =
        LogWriter.open(new Disk.Real(), directory, key, key.keys(), 1, Optional.empty())) {
      for (int from = 0; from < entries.size(); from += Recovery.MAX_BATCH) {
        int to = Math.min(entries.size(), from + Recovery.MAX_BATCH);
        List<Receipt> _ = writer.append(entries.subList(from, to));
      }
    }
    return directory;
  }

  static Verdict verdict(Path directory, Checkpoint... known) throws IOException {
    return new LogVerifier(directory, Lives.KEYS, List.of(known), EntryReader.none()).verify();
  }

  static Checkpoint checkpoint(Path directory) throws IOException {
    return Checkpoint.open(Files.readString(directory.resolve("checkpoint")), Lives.KEYS);
  }

  static byte[] export(Path directory, Selection selection) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    long _ = LogExport.of(directory, Lives.KEYS).write(selection, out);
    return out.toByteArray();
  }

  static Verdict verdict(byte[] export, Checkpoint... known) throws IOException {
    return new ExportVerifier(Lives.KEYS, List.of(known), EntryReader.none())
        .verify(new ByteArrayInputStream(export));
  }

  static List<String> said(Verdict verdict) {
    return verdict.findings().stream().map(Finding::text).toList();
  }
}
