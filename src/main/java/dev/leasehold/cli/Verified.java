package dev.leasehold.cli;

import dev.leasehold.evidence.Checkpoint;
import dev.leasehold.evidence.Demand;
import dev.leasehold.evidence.EntryReader;
import dev.leasehold.evidence.ExportVerifier;
import dev.leasehold.evidence.Finding;
import dev.leasehold.evidence.LogVerifier;
import dev.leasehold.evidence.TrustPolicy;
import dev.leasehold.evidence.Verdict;
import dev.leasehold.evidence.VerifierKey;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Verifies a log's directory or an export, and says what was found. */
final class Verified {
  private Verified() {}

  static Verdict of(
      Path path,
      List<VerifierKey> keys,
      List<Checkpoint> known,
      EntryReader reader,
      Optional<Demand> demand)
      throws IOException {
    if (Files.isDirectory(path)) {
      return new LogVerifier(path, keys, known, reader, demand).verify();
    }
    try (InputStream export = Files.newInputStream(path)) {
      return new ExportVerifier(keys, known, reader, demand).verify(export);
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
    verdict.cosigned().ifPresent(cosigned -> print(cosigned, screen));
  }

  private static void print(Verdict.Cosigned cosigned, Screen screen) {
    TrustPolicy.Quorate quorate = cosigned.quorate();
    screen.line(
        quorate.at().equals(Instant.EPOCH)
            ? "the policy demands no cosignatures; by %s"
                .formatted(quorate.by().isEmpty() ? "none" : String.join(", ", quorate.by()))
            : "cosigned by %s; by the quorum since %s"
                .formatted(String.join(", ", quorate.by()), quorate.at()));
    if (cosigned.newer() > 0) {
      screen.line(
          "not cosigned: the newest %d entries, for which only the log's key stands"
              .formatted(cosigned.newer()));
    }
  }
}
