package dev.leasehold.audit.page;

import dev.leasehold.audit.Control;
import dev.leasehold.audit.Deviation;
import dev.leasehold.audit.Figure;
import dev.leasehold.audit.Life;
import dev.leasehold.audit.LifeRow;
import dev.leasehold.audit.Offboarding;
import dev.leasehold.audit.Report;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Rows of the tables of the page. */
public final class Rows {
  private Rows() {}

  /** A number with what it counts. */
  public record Counted(long count, String text) {}

  /** How many requests have an exception. */
  public record Exceptional(String text, long count, String meaning) {}

  /** Access that had not ended. */
  public record Standing(
      String request, String uid, String subject, String entitlement, String since, String age) {}

  /** An emergency, or a review that is owed. */
  public record Watched(String request, String uid, String asked, String reviewed, boolean owed) {}

  /** Which figures speak to a control. */
  public record ControlRow(String framework, String control, String name, String figures) {}

  /** An identity that was offboarded, and how many grants ended by it. */
  public record Identity(
      String subject, String at, String by, String reason, long ended, String lifted) {}

  static List<Identity> identities(Report report, int limit) {
    return report.offboardings().reversed().stream()
        .limit(limit)
        .map(each -> identity(report, each))
        .toList();
  }

  private static Identity identity(Report report, Offboarding said) {
    return new Identity(
        said.subject(),
        Times.of(said.at()),
        said.by(),
        said.reason(),
        report.ended(said),
        said.lifted().map(at -> Times.of(at) + " by " + said.liftedBy()).orElse("no"));
  }

  static List<Counted> figures(Report report) {
    return Arrays.stream(Figure.values())
        .map(figure -> new Counted(figure.of(report), figure.text()))
        .toList();
  }

  static List<Exceptional> exceptions(Report report) {
    return report.deviations().entrySet().stream()
        .map(each -> exceptional(each.getKey(), each.getValue()))
        .toList();
  }

  private static Exceptional exceptional(Deviation deviation, long count) {
    return new Exceptional(deviation.text(), count, deviation.meaning());
  }

  static List<Standing> standing(Report report, int limit) {
    return report.standing().stream().limit(limit).map(life -> standing(report, life)).toList();
  }

  private static Standing standing(Report report, Life life) {
    return new Standing(
        LifeRow.name(life),
        life.request().uid(),
        life.asking().subject(),
        life.asking().entitlement(),
        Times.of(life.access().since()),
        Times.took(report.age(life)));
  }

  static List<Watched> watched(Report report, int limit) {
    return report.lives().stream()
        .filter(life -> life.has(Deviation.EMERGENCY) || life.has(Deviation.REVIEW_OWED))
        .limit(limit)
        .map(Rows::watched)
        .toList();
  }

  private static Watched watched(Life life) {
    return new Watched(
        LifeRow.name(life),
        life.request().uid(),
        life.oversight().isEmergency() ? "as an emergency" : "as usual",
        life.oversight().reviews().stream()
            .map(review -> review.by() + ", " + Times.of(review.at()) + ": " + review.verdict())
            .collect(Collectors.joining("; ")),
        life.has(Deviation.REVIEW_OWED));
  }

  static List<ControlRow> controls(Report report) {
    return Control.ALL.stream().map(control -> control(report, control)).toList();
  }

  private static ControlRow control(Report report, Control control) {
    String figures =
        control.figures().stream()
            .map(figure -> figure.text() + " " + figure.of(report))
            .collect(Collectors.joining(", "));
    return new ControlRow(
        control.framework(),
        control.control(),
        control.name(),
        figures + " (" + control.shows() + ")");
  }
}
