package dev.leasehold.audit;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A life as one row of a table; what the log does not say is empty. */
public final class LifeRow {
  /** The names of the cells. */
  public static final List<String> NAMES =
      List.of(
          "REQUEST",
          "UID",
          "STATE",
          "REQUESTER",
          "APPLIER",
          "SUBJECT",
          "ENTITLEMENT",
          "JUSTIFICATION",
          "TICKET",
          "OFFERED",
          "APPROVED BY",
          "APPROVED",
          "INTENDED",
          "PROVISIONED",
          "DUE",
          "REVOKING",
          "ENDED",
          "WHY",
          "ACTOR",
          "REVIEWED BY",
          "ENTRIES",
          "EXCEPTIONS");

  /** What fits on a screen. */
  private static final Set<String> SHORT =
      Set.of(
          "REQUEST",
          "UID",
          "REQUESTER",
          "SUBJECT",
          "ENTITLEMENT",
          "OFFERED",
          "APPROVED BY",
          "PROVISIONED",
          "ENDED",
          "WHY",
          "ENTRIES",
          "EXCEPTIONS");

  private LifeRow() {}

  /** Of names or cells those that people need on a screen. */
  public static List<String> inShort(List<String> row) {
    return IntStream.range(0, NAMES.size())
        .filter(i -> SHORT.contains(NAMES.get(i)))
        .mapToObj(row::get)
        .toList();
  }

  /** Its cells. */
  public static List<String> of(Life life) {
    Asking asking = life.asking();
    Ending ending = life.ending();
    return List.of(
        name(life),
        life.request().uid(),
        life.state().text(),
        asking.requester(),
        asking.applier(),
        asking.subject(),
        asking.entitlement(),
        asking.justification(),
        asking.ticket(),
        time(asking.offeredAt()),
        approvers(life),
        time(life.approvedAt()),
        time(life.access().intended()),
        time(life.access().provisioned()),
        time(life.due()),
        time(ending.begun()),
        time(ending.at()),
        ending.reason(),
        ending.actor(),
        life.oversight().reviews().stream().map(Review::by).collect(Collectors.joining(", ")),
        indexes(life),
        deviations(life));
  }

  /** Namespace and name of the request. */
  public static String name(Life life) {
    return life.request().namespace() + "/" + life.request().name();
  }

  /** Who approved it. */
  public static String approvers(Life life) {
    return life.approvals().stream().map(Approver::name).collect(Collectors.joining(", "));
  }

  /** Where its entries are in the log; those in the middle of a long life are left out. */
  public static String indexes(Life life) {
    String all =
        life.chain().steps().stream()
            .map(step -> Long.toString(step.index()))
            .collect(Collectors.joining(" "));
    long missing = life.chain().entries() - life.chain().steps().size();
    return missing == 0 ? all : all + " and " + missing + " between";
  }

  /** What is exceptional about it. */
  public static String deviations(Life life) {
    return life.chain().deviations().stream()
        .map(Deviation::text)
        .collect(Collectors.joining("; "));
  }

  private static String time(Optional<Instant> time) {
    return time.map(Instant::toString).orElse("");
  }
}
