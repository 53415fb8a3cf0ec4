package dev.leasehold.audit.page;

import dev.leasehold.audit.Approver;
import dev.leasehold.audit.Deviation;
import dev.leasehold.audit.Ending;
import dev.leasehold.audit.Life;
import dev.leasehold.audit.LifeRow;
import dev.leasehold.audit.Review;
import dev.leasehold.audit.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * One request from asked to removed.
 *
 * @param facts what is known besides its entries
 * @param more how many entries in the middle are left out
 */
public record ChainView(
    String name,
    String uid,
    String state,
    List<String> exceptions,
    List<Fact> facts,
    List<StepView> steps,
    long more) {
  /** A name with its value. */
  public record Fact(String name, String value) {}

  /** One entry. */
  public record StepView(long index, String event, String at, boolean late) {}

  public ChainView {
    exceptions = List.copyOf(exceptions);
    facts = List.copyOf(facts);
    steps = List.copyOf(steps);
  }

  static ChainView of(Life life) {
    return new ChainView(
        LifeRow.name(life),
        life.request().uid(),
        life.state().text(),
        life.chain().deviations().stream().map(Deviation::text).toList(),
        facts(life),
        life.chain().steps().stream().map(ChainView::step).toList(),
        life.chain().entries() - life.chain().steps().size());
  }

  private static StepView step(Step step) {
    return new StepView(step.index(), step.kind().text(), Times.of(step.at()), step.late());
  }

  private static List<Fact> facts(Life life) {
    List<Fact> facts = new ArrayList<>();
    String applier = life.asking().applier();
    boolean other = !applier.equals(life.asking().requester());
    add(facts, "asked by", life.asking().requester());
    add(facts, "applied by", other ? applier : "");
    add(facts, "for", life.asking().subject());
    add(facts, "entitlement", life.asking().entitlement());
    add(facts, "because", life.asking().justification());
    add(facts, "ticket", life.asking().ticket());
    life.approvals().forEach(approver -> facts.add(approval(approver)));
    life.due().ifPresent(due -> facts.add(new Fact("end due", Times.of(due))));
    ending(facts, life.ending());
    for (Review review : life.oversight().reviews()) {
      facts.add(
          new Fact(
              "reviewed",
              "by %s, %s: %s".formatted(review.by(), Times.of(review.at()), review.verdict())));
    }
    return facts;
  }

  private static Fact approval(Approver approver) {
    return new Fact(
        "approved",
        "by %s, %s (%s)"
            .formatted(
                approver.name(), Times.of(approver.at()), approver.how().toLowerCase(Locale.ROOT)));
  }

  private static void ending(List<Fact> facts, Ending ending) {
    String by = ending.actor().isEmpty() ? "" : " by " + ending.actor();
    add(
        facts,
        ending.at().isPresent() ? "ended" : "ending",
        ending.reason().isEmpty() ? by.strip() : ending.reason() + by);
  }

  private static void add(List<Fact> facts, String name, String value) {
    if (!value.isEmpty()) {
      facts.add(new Fact(name, value));
    }
  }
}
