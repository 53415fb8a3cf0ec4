package dev.leasehold.cli;

import dev.leasehold.audit.Life;
import dev.leasehold.audit.LifeRow;
import dev.leasehold.audit.Report;
import dev.leasehold.audit.ReportJson;
import dev.leasehold.audit.Visible;
import dev.leasehold.audit.page.ReportPage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Writes what a log says of the access in a period, for auditors. */
@Command(
    name = "report",
    mixinStandardHelpOptions = true,
    description =
        "Verifies a log or an export, and writes a report: each request from asked to removed with"
            + " exceptions first, times, standing access, emergencies and reviews. The same log and"
            + " options give the same bytes; no clock is read. Of what is not sound it writes"
            + " nothing.",
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:the report was written, also if it has exceptions",
      "1:something is altered or missing",
      "2:wrong usage",
      "3:it could not be read, or the file not be written"
    })
final class EvidenceReport implements Callable<Integer> {
  /** How it is written. */
  enum Form {
    html,
    csv,
    json
  }

  @Mixin private Audited audited = new Audited();

  @Option(
      names = "--format",
      defaultValue = "html",
      paramLabel = "FORM",
      description =
          "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}). html lists at most "
              + ReportPage.MAX_CHAINS
              + " requests, csv and json all.")
  private Form form = Form.html;

  @Mixin private OutputFile file = new OutputFile();

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    return audited.read(this::write);
  }

  private int write(Report report) throws IOException {
    try (OutputStream out = file.open()) {
      switch (form) {
        case html -> out.write(ReportPage.of(report).getBytes(StandardCharsets.UTF_8));
        case csv -> csv(report.lives(), out);
        case json -> {
          try (ReportJson json = new ReportJson(out)) {
            json.write(report);
          }
        }
      }
    }
    long exceptional = report.count(life -> !life.chain().deviations().isEmpty());
    new Screen(Objects.requireNonNull(spec).commandLine().getErr())
        .line("%d requests, %d with an exception".formatted(report.lives().size(), exceptional));
    return 0;
  }

  private static void csv(List<Life> lives, OutputStream out) throws IOException {
    out.write(Table.csv(LifeRow.NAMES).getBytes(StandardCharsets.UTF_8));
    for (Life life : lives) {
      List<String> cells = LifeRow.of(life).stream().map(Visible::of).toList();
      out.write(Table.csv(cells).getBytes(StandardCharsets.UTF_8));
    }
  }
}
