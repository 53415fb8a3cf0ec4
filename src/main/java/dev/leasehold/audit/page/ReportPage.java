package dev.leasehold.audit.page;

import dev.leasehold.audit.Deviation;
import dev.leasehold.audit.Figure;
import dev.leasehold.audit.Report;
import dev.leasehold.audit.Unknowns;
import dev.leasehold.audit.Visible;
import io.quarkus.qute.Engine;
import io.quarkus.qute.Expression;
import io.quarkus.qute.ReflectionValueResolver;
import io.quarkus.qute.ResultMapper;
import io.quarkus.qute.TemplateNode.Origin;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/**
 * The HTML page of a report. It has no scripts and loads nothing, and a policy in it says so to the
 * browser; whatever stands in the log is text in it, and is seen as what it is.
 */
public final class ReportPage {
  /** Requests that are listed with their chains. */
  public static final int MAX_CHAINS = 300;

  /** Rows of the tables of standing access and of emergencies and reviews. */
  private static final int MAX_ROWS = 50;

  private ReportPage() {}

  public static String of(Report report) {
    return Engine.builder()
        .addDefaults()
        .addValueResolver(new ReflectionValueResolver())
        .addResultMapper(new Escape())
        .build()
        .parse(template())
        .data("head", Head.of(report))
        .data("figures", Rows.figures(report))
        .data("exceptions", Rows.exceptions(report))
        .data(
            "chapters",
            List.of(
                Chapter.of("From the first offer to the latest approval", report.approvals()),
                Chapter.of("From the end that was due to its proof", report.removals())))
        .data("ages", Bars.of("Standing access by age", report.standingByAge()))
        .data("standing", Rows.standing(report, MAX_ROWS))
        .data("watched", Rows.watched(report, MAX_ROWS))
        .data("identities", Rows.identities(report, MAX_ROWS))
        .data("rows", MAX_ROWS)
        .data("controls", Rows.controls(report))
        .data("unknowns", Unknowns.of(report))
        .data("chains", report.lives().stream().limit(MAX_CHAINS).map(ChainView::of).toList())
        .data("all", report.lives().size())
        .data("selfApproved", Figure.SELF_APPROVED.of(report))
        .data("unsaid", report.deviations().get(Deviation.UNSAID))
        .render();
  }

  private static String template() {
    try (InputStream in = ReportPage.class.getResourceAsStream("/evidence/report.html")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Every value is text, in elements and in quoted attributes alike. */
  private static final class Escape implements ResultMapper {
    @Override
    public boolean appliesTo(Origin origin, Object result) {
      return true;
    }

    @Override
    public int getPriority() {
      return DEFAULT_PRIORITY + 1;
    }

    @Override
    public String map(Object result, Expression expression) {
      return Visible.of(result.toString())
          .replace("&", "&amp;")
          .replace("<", "&lt;")
          .replace(">", "&gt;")
          .replace("\"", "&quot;")
          .replace("'", "&#39;");
    }
  }
}
