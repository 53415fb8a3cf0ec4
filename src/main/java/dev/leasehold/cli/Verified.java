package dev.leasehold.cli;

import dev.leasehold.evidence.Checkpoint;
import dev.leasehold.evidence.EntryReader;
import dev.leasehold.evidence.ExportVerifier;
import dev.leasehold.evidence.Finding;
import dev.leasehold.evidence.LogVerifier;
import dev.leasehold.evidence.Verdict;
import dev.leasehold.evidence.VerifierKey;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Verifies a log's directory or an export, and says what was found. */
final class Verified {
  private Verified() {}

  static Verdict of(Path path, List<VerifierKey> keys, List<Checkpoint> known, EntryReader reader)
      throws IOException {
    if (Files.isDirectory(path)) {
      return new LogVerifier(path, keys, known, reader).verify();
    }
    try (InputStream export = Files.newInputStream(path)) {
      return new ExportVerifier(keys, known, reader).verify(export);
    }
  }

  static void print(Verdict verdict, Screen screen) {
    for (Finding finding : verdict.findings()) {
      screen.line(finding.text());
    }
    if (verdict.count() > verdict.findings().size()) {
      screen.line("and %d more".formatted(verdict.count() - verdict.findings().size()));
    }
    String of =
        verdict
            .checkpoint()
            .map(
                c ->
                    "log %s of size %d, root %s".formatted(c.origin(), c.size(), c.root().base64()))
            .orElse("no valid checkpoint");
    screen.line(
        "%s: %d entries (%s); %s"
            .formatted(
                verdict.isSound() ? "SOUND" : "NOT SOUND",
                verdict.entries(),
                verdict.selection().text(),
                of));
  }
}
