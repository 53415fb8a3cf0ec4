package dev.leasehold.cli;

import dev.leasehold.api.v1alpha1.AccessRecord;
import dev.leasehold.api.v1alpha1.AccessRecordStatus;
import dev.leasehold.api.v1alpha1.Offboarding;
import dev.leasehold.api.v1alpha1.RecordPhase;
import dev.leasehold.model.Subject;
import dev.leasehold.observe.OffboardingReader;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;

/** Lifts that an identity is frozen. */
@Command(
    name = "reinstate",
    mixinStandardHelpOptions = true,
    description =
        "Lifts the freeze of a service account that was offboarded, as you. It gives nothing back:"
            + " access has to be asked for and approved again. It shows who froze it and asks first.",
    exitCodeListHeading = ClusterCommand.EXIT_CODES,
    exitCodeList = {
      "0:it is reinstated",
      "1:it is not: the reason is printed",
      "2:wrong usage",
      "3:the cluster could not be read"
    })
final class ReinstateCommand extends IdentityCommand {
  @Override
  Plan plan(KubernetesClient client, Subject identity) {
    Freezes freezes = new Freezes(client, identity);
    AccessRecord record = freezes.place().get();
    Optional<String> obstacle = obstacle(record, identity, freezes.name());
    return obstacle
        .<Plan>map(Plan.None::new)
        .orElseGet(
            () ->
                new Plan.Act(
                    shown(record, identity),
                    "Lift this freeze",
                    why ->
                        Writing.annotate(
                            freezes.place(), record, "leasehold.dev/reinstate", why, false),
                    "accessrecords.leasehold.dev/%s: %s reinstated"
                        .formatted(freezes.name(), qualified(identity))));
  }

  private static Optional<String> obstacle(
      @Nullable AccessRecord record, Subject identity, String name) {
    if (record == null) {
      return Optional.of(
          "%s is not frozen: there is no accessrecords.leasehold.dev/%s"
              .formatted(qualified(identity), name));
    }
    if (!OffboardingReader.frozen(record)) {
      return Optional.of(
          "%s is not frozen any more%s"
              .formatted(
                  qualified(identity),
                  Freezes.said(record)
                      .map(
                          o -> ": %s lifted it at %s".formatted(o.reinstatedBy(), o.reinstatedAt()))
                      .orElse("")));
    }
    return record.getStatus() == null || record.getStatus().phase() != RecordPhase.Frozen
        ? Optional.of("its offboarding is being recorded: try again in a moment")
        : Optional.empty();
  }

  private static List<String> shown(AccessRecord record, Subject identity) {
    List<String> lines = new ArrayList<>();
    lines.add("service account " + qualified(identity) + " is frozen");
    Freezes.said(record).map(ReinstateCommand::frozenBy).ifPresent(lines::addAll);
    Optional.ofNullable(record.getStatus())
        .map(AccessRecordStatus::conditions)
        .orElse(List.of())
        .stream()
        .filter(c -> c.getType().equals("AccessRemoved"))
        .map(Condition::getMessage)
        .forEach(message -> lines.add("  Its access:     " + message));
    lines.add("  Gives back:     nothing; access has to be asked for and approved again");
    return lines;
  }

  private static List<String> frozenBy(Offboarding said) {
    return List.of(
        "  Offboarded by:  %s at %s".formatted(said.by(), said.at()),
        "  Reason:         " + Objects.requireNonNullElse(said.message(), ""));
  }
}
