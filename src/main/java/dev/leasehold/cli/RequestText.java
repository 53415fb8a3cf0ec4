package dev.leasehold.cli;

import dev.leasehold.api.v1alpha1.AccessRequest;
import dev.leasehold.api.v1alpha1.AccessRequestStatus;
import dev.leasehold.api.v1alpha1.Approval;
import dev.leasehold.api.v1alpha1.Offer;
import dev.leasehold.api.v1alpha1.OfferApproval;
import dev.leasehold.api.v1alpha1.RequestPhase;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** A request in words, for those who decide about it. */
record RequestText(AccessRequest request) {
  private static final String APPLIED_BY = "leasehold.dev/applied-by";
  private static final String REQUESTED_BY = "leasehold.dev/requested-by";

  /** All that there is to decide about: who asks for what, and every line of the offer. */
  List<String> lines() {
    return Stream.concat(head().stream(), offered().stream()).toList();
  }

  private List<String> head() {
    List<String> lines = new ArrayList<>();
    lines.add(
        "%s/%s asks for %s"
            .formatted(
                request.getMetadata().getNamespace(),
                request.getMetadata().getName(),
                entitlement()));
    lines.add("  For:            service account " + subject());
    lines.add("  Requested by:   " + requestedBy());
    lines.add("  Duration:       " + request.getSpec().duration());
    lines.add("  Justification:  " + request.getSpec().justification());
    if (!request.getSpec().ticket().isEmpty()) {
      lines.add("  Ticket:         " + request.getSpec().ticket());
    }
    lines.add("  Phase:          " + phase() + ready().map(c -> ": " + c.getMessage()).orElse(""));
    return lines;
  }

  /** The most dangerous first; nothing is cut. */
  private List<String> offered() {
    return offer().map(RequestText::lines).orElse(List.of("  There is no offer yet."));
  }

  private static List<String> lines(Offer offer) {
    List<String> lines = new ArrayList<>();
    lines.add(
        offer.renewal() == 0 ? "  Allows:" : "  Allows (renewal %d):".formatted(offer.renewal()));
    offer.permissions().forEach(line -> lines.add("    " + line));
    offer.warnings().forEach(line -> lines.add("    WARNING: " + line));
    if (offer.backstopAt() != null) {
      lines.add("  Without the operator the last credential ends at " + offer.backstopAt());
    }
    lines.add("  Decide by:      " + offer.decideBy());
    offer.approvals().forEach(a -> lines.add("  Role %s: %s".formatted(a.role(), progress(a))));
    return lines;
  }

  /** Who has agreed to the offer so far. */
  List<String> approvers() {
    String digest = offer().map(Offer::digest).orElse("");
    return status().map(AccessRequestStatus::approvals).orElse(List.of()).stream()
        .filter(approval -> approval.offer().equals(digest))
        .map(Approval::approver)
        .toList();
  }

  /** Which roles are still missing, such as {@code owner 1 of 2}. */
  String missing() {
    return String.join(
        ", ",
        offer().map(Offer::approvals).orElse(List.of()).stream()
            .filter(a -> a.given() < a.needed())
            .map(a -> a.role() + " " + progress(a))
            .toList());
  }

  private static String progress(OfferApproval approval) {
    return "%d of %d agreed".formatted(approval.given(), approval.needed());
  }

  String entitlement() {
    return request.getSpec().entitlement().catalog() + "." + request.getSpec().entitlement().name();
  }

  String subject() {
    return request.getMetadata().getNamespace()
        + "/"
        + request.getSpec().subject().serviceAccountName();
  }

  /** Everybody who had a part in asking, as the API server authenticated them. */
  List<String> askers() {
    return List.of(
        annotation(APPLIED_BY),
        annotation(REQUESTED_BY),
        "system:serviceaccount:" + subject().replace('/', ':'));
  }

  private String requestedBy() {
    String by = annotation(REQUESTED_BY);
    String applier = annotation(APPLIED_BY);
    if (by.isEmpty()) {
      return "unknown";
    }
    return by.equals(applier) ? by : by + ", as " + applier + " says";
  }

  private String annotation(String key) {
    Map<String, String> all = request.getMetadata().getAnnotations();
    return all == null ? "" : Objects.requireNonNullElse(all.get(key), "");
  }

  String phase() {
    return status().map(AccessRequestStatus::phase).map(Enum::name).orElse("not looked at yet");
  }

  /** Why approving or denying would change nothing any more, or yet; empty where it counts. */
  Optional<String> undecidable() {
    if (offer().isEmpty()) {
      return Optional.of("there is no offer to decide about: the request is " + phase());
    }
    boolean renewal = offer().get().renewal() > 0;
    return switch (status().map(AccessRequestStatus::phase).orElse(RequestPhase.Pending)) {
      case Pending, AwaitingApproval -> Optional.empty();
      case Active -> renewal ? Optional.empty() : Optional.of("it is approved already");
      case Scheduled, Activating -> Optional.of("it is approved already; revoke would end it");
      case Ending, Ended, Rejected, Denied, Lapsed, Withdrawn, Revoked, ActivationFailed ->
          Optional.of("it is over: the request is " + phase());
    };
  }

  /** Why there is nothing to end; empty where there may be. */
  Optional<String> unendable() {
    return status()
        .filter(s -> Boolean.TRUE.equals(s.settled()))
        .map(s -> "it is over: the request is " + phase());
  }

  Optional<Offer> offer() {
    return status().map(AccessRequestStatus::offer);
  }

  Optional<Condition> ready() {
    return condition("Ready");
  }

  /** The review that somebody owes, if one does. */
  Optional<Condition> reviewOwed() {
    return condition("ReviewRequired").filter(c -> "True".equals(c.getStatus()));
  }

  Optional<Condition> condition(String type) {
    return status().map(AccessRequestStatus::conditions).orElse(List.of()).stream()
        .filter(c -> c.getType().equals(type))
        .findFirst();
  }

  private Optional<AccessRequestStatus> status() {
    return Optional.ofNullable(request.getStatus());
  }
}
