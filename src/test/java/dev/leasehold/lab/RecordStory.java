package dev.leasehold.lab;

import dev.leasehold.api.v1alpha1.AccessRecord;
import dev.leasehold.api.v1alpha1.AccessRecordSpec;
import dev.leasehold.api.v1alpha1.AccessRecordStatus;
import dev.leasehold.api.v1alpha1.Accountability;
import dev.leasehold.api.v1alpha1.Approval;
import dev.leasehold.api.v1alpha1.Ending;
import dev.leasehold.api.v1alpha1.EndingCause;
import dev.leasehold.api.v1alpha1.TargetStatus;
import dev.leasehold.api.v1alpha1.Window;
import java.time.Instant;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The last step of the demo: an auditor reads what is left, which is the record. */
final class RecordStory {
  private final Lab lab;
  private final Screen screen;
  private final Actors actors;

  RecordStory(Lab lab, Screen screen, Actors actors) {
    this.lab = lab;
    this.screen = screen;
    this.actors = actors;
  }

  void play() throws InterruptedException {
    screen.step(
        "The record",
        "The request says Ended only because a read showed that nothing is left. The record says"
            + " who asked, who accepted, what was given, that it is gone and how that is known, and who"
            + " is accountable. Not even an administrator can delete it.");
    Lab.await().until(() -> ended(record().getStatus()));
    AccessRecord record = record();
    String name = record.getMetadata().getName();
    actors.succeed("auditor", "kubectl -n payments get areq");
    actors.succeed("auditor", "kubectl get arec");
    screen.say("kubectl get arec -o yaml says all of it; in short:");
    read(record.getSpec(), Objects.requireNonNull(record.getStatus()));
    nothingLeft(record.getSpec().request().uid());
    actors.refused("admin", "kubectl delete arec " + name, "leasehold-records");
    screen.right("it was read that nothing is left, and the record stays as it is");
  }

  private void read(AccessRecordSpec spec, AccessRecordStatus status) {
    line("asked", spec.requester().name() + ", applied by " + spec.applier());
    line("because", spec.justification());
    line("for", spec.subject().namespace() + "/" + spec.subject().serviceAccountName());
    for (Approval approval : spec.approvals()) {
      line(
          "accepted",
          approval.approver()
              + " as "
              + String.join(", ", approval.roles())
              + ", "
              + approval.at());
    }
    Window window = Objects.requireNonNull(spec.window());
    line("window", window.start() + " to " + window.end());
    Ending ending = Objects.requireNonNull(status.ending());
    line("ended", status.endedAt() + ", " + ending.cause());
    for (TargetStatus target : status.targets()) {
      String proof = Objects.requireNonNullElse(target.proof(), "");
      proof.lines().flatMap(all -> Stream.of(all.split("; "))).forEach(one -> line("gone", one));
    }
    Accountability answers = Objects.requireNonNull(status.accountability());
    line("accountable", answers.accountable() + ": " + answers.because());
    Surprise.unless(
        Instant.parse(Objects.requireNonNull(status.endedAt()))
            .isAfter(Instant.parse(window.end())),
        "the end was to be proved after the window's end, not before");
    Surprise.unless(ending.cause() == EndingCause.Expired, "the cause was to be Expired");
    Surprise.unless(
        spec.approvals().size() == 1 && spec.approvals().getFirst().approver().equals("olga"),
        "exactly olga's approval was to be recorded");
    Surprise.unless(
        status.targets().stream()
            .noneMatch(t -> Objects.requireNonNullElse(t.proof(), "").isEmpty()),
        "every target was to have a proof of its removal");
    Surprise.unless(
        answers.accountable().equals("payments-platform"),
        "payments-platform was to be accountable, not " + answers.accountable());
  }

  private void nothingLeft(String uid) {
    String found =
        actors.succeed(
            "admin",
            "kubectl get rolebindings,serviceaccounts,secrets -A -o name"
                + " -l leasehold.dev/request-uid="
                + uid);
    Surprise.unless(found.isBlank(), "nothing was to be left, but there is " + found.strip());
  }

  private void line(String what, String value) {
    screen.answered("%-12s%s".formatted(what, value));
  }

  private static boolean ended(@Nullable AccessRecordStatus status) {
    return status != null && status.endedAt() != null;
  }

  private AccessRecord record() {
    return lab.client(People.AUDITOR).resources(AccessRecord.class).list().getItems().stream()
        .filter(r -> r.getSpec().request().name().equals("report"))
        .findFirst()
        .orElseThrow(() -> new Surprise("there was to be a record of the request"));
  }
}
