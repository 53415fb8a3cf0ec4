package dev.leasehold.notice;

import dev.leasehold.api.v1alpha1.AccessRecord;
import dev.leasehold.api.v1alpha1.AccessRecordSpec;
import dev.leasehold.api.v1alpha1.Approval;
import dev.leasehold.api.v1alpha1.RecordedTarget;
import dev.leasehold.api.v1alpha1.RecordedVault;
import dev.leasehold.api.v1alpha1.Sealed;
import dev.leasehold.api.v1alpha1.Window;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/** What a record pins, in the words of notices. */
record RecordText(AccessRecord record) {
  private static final Set<Kind> OVER =
      EnumSet.of(Kind.ENDED, Kind.REVOCATION_STUCK, Kind.OFFBOARDED);

  /** The request that the record answers for. */
  About about() {
    AccessRecordSpec spec = record.getSpec();
    return new About(
        spec.entitlement().catalog(),
        spec.entitlement().name(),
        About.REQUESTS,
        spec.request().namespace(),
        spec.request().name(),
        spec.request().uid(),
        record.getMetadata().getName());
  }

  /** The identity that an offboarding is about, which no catalog has a part in. */
  About identity() {
    AccessRecordSpec spec = record.getSpec();
    return new About(
        "",
        "",
        "serviceaccounts",
        spec.subject().namespace(),
        spec.subject().serviceAccountName(),
        spec.request().uid(),
        record.getMetadata().getName());
  }

  Who who() {
    AccessRecordSpec spec = record.getSpec();
    return new Who(
        spec.requester().name(),
        spec.requester().claimed(),
        spec.applier(),
        spec.subject().namespace() + "/" + spec.subject().serviceAccountName(),
        spec.justification(),
        spec.ticket());
  }

  /** When access ends; only of what was granted. */
  Instant end() {
    Window window = Objects.requireNonNull(Sealed.window(record), "a grant has a window");
    return Instant.parse(window.end());
  }

  /** Who agreed. */
  String approvedBy() {
    List<String> people =
        record.getSpec().approvals().stream().map(Approval::approver).distinct().toList();
    return people.isEmpty()
        ? "approved by the catalog, whose approval mode is Auto"
        : "approved by " + String.join(", ", people);
  }

  /** What was given: the roles and paths; their rules are in the record. */
  List<String> targets() {
    return record.getSpec().targets().stream().flatMap(RecordText::lines).toList();
  }

  private static Stream<String> lines(RecordedTarget target) {
    RecordedVault vault = target.vault();
    return vault == null
        ? target.bindings().stream()
            .map(
                b ->
                    "%s: %s %s in namespace %s"
                        .formatted(
                            target.name(), b.roleRef().kind(), b.roleRef().name(), b.namespace()))
        : Stream.of("%s: Vault %s, %s".formatted(target.name(), vault.connection(), from(vault)));
  }

  private static String from(RecordedVault vault) {
    if (vault.dynamicSecret() != null) {
      return vault.dynamicSecret();
    }
    return vault.kv() != null ? vault.kv() : "a token of role " + vault.tokenRole();
  }

  /** What is over may have lost its request, and its record is there. */
  String command(Kind kind) {
    if (kind.duty() == Kind.Duty.REVIEW) {
      return "kubectl leasehold review " + about().typed();
    }
    return OVER.contains(kind)
        ? "kubectl get accessrecords.leasehold.dev " + record.getMetadata().getName() + " -o yaml"
        : "kubectl leasehold show " + about().typed();
  }
}
