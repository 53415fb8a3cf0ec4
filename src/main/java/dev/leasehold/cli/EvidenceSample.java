package dev.leasehold.cli;

import dev.leasehold.audit.LifeRow;
import dev.leasehold.audit.Report;
import dev.leasehold.audit.ReportJson;
import dev.leasehold.audit.Sampling;
import dev.leasehold.audit.Visible;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Draws requests for an auditor to look at, so that anybody can draw the same. */
@Command(
    name = "sample",
    mixinStandardHelpOptions = true,
    description =
        "Verifies a log or an export, and prints some of its requests: those for which SHA-256 of"
            + " the seed, a newline and the UID is the smallest. The same log, period and seed give"
            + " the same sample. Of what is not sound it prints nothing.",
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:the sample was printed",
      "1:something is altered or missing",
      "2:wrong usage",
      "3:it could not be read"
    })
final class EvidenceSample implements Callable<Integer> {
  private static final int MAX_COUNT = 10_000;

  /** How it is printed. */
  enum Form {
    table,
    csv,
    json
  }

  @Mixin private Audited audited = new Audited();

  @Option(
      names = "--n",
      defaultValue = "40",
      paramLabel = "COUNT",
      description = "How many requests (default: ${DEFAULT-VALUE}).")
  private int count;

  @Option(
      names = "--seed",
      required = true,
      paramLabel = "TEXT",
      description = "Any text that was not known before the log was read, such as the date.")
  private String seed = "";

  @Option(
      names = {"-o", "--output"},
      defaultValue = "table",
      paramLabel = "FORM",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private Form form = Form.table;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    CommandSpec used = Objects.requireNonNull(spec);
    if (count < 1 || count > MAX_COUNT) {
      throw new ParameterException(used.commandLine(), "--n must be 1 to " + MAX_COUNT);
    }
    return audited.read(report -> print(report, used.commandLine().getOut()));
  }

  private int print(Report report, PrintWriter out) throws IOException {
    List<Sampling.Drawn> sample = Sampling.of(report.lives(), seed, count);
    switch (form) {
      case table -> table(report, sample, out);
      case csv -> new Table(rows(sample)).printCsv(out);
      case json -> {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ReportJson json = new ReportJson(bytes)) {
          json.write(report, seed, sample);
        }
        out.print(bytes.toString(StandardCharsets.US_ASCII));
        out.flush();
      }
    }
    return 0;
  }

  private void table(Report report, List<Sampling.Drawn> sample, PrintWriter out) {
    new Screen(out)
        .line(
            Visible.of(
                "%d of %d requests of log %s, size %d, by seed \"%s\""
                    .formatted(
                        sample.size(),
                        report.lives().size(),
                        report.source().checkpoint().origin(),
                        report.source().checkpoint().size(),
                        seed)));
    new Table(rows(sample).stream().map(LifeRow::inShort).toList())
        .print(out, Columns.ofTerminal());
  }

  private static List<List<String>> rows(List<Sampling.Drawn> sample) {
    List<List<String>> rows = new ArrayList<>();
    List<String> names = new ArrayList<>(LifeRow.NAMES);
    names.add("DIGEST");
    rows.add(names);
    for (Sampling.Drawn drawn : sample) {
      List<String> row = new ArrayList<>(LifeRow.of(drawn.life()));
      row.add(drawn.digest());
      rows.add(row.stream().map(Visible::of).toList());
    }
    return rows;
  }
}
