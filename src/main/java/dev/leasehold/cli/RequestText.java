package dev.leasehold.cli;

import dev.leasehold.api.v1alpha1.AccessRequest;
import dev.leasehold.api.v1alpha1.AccessRequestStatus;
import dev.leasehold.api.v1alpha1.Approval;
import dev.leasehold.api.v1alpha1.Offer;
import dev.leasehold.api.v1alpha1.OfferApproval;
import dev.leasehold.api.v1alpha1.RequestPhase;
import dev.leasehold.model.Persons;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** What a request says, in the words of the commands. */
record RequestText(AccessRequest request) {
  private static final String APPLIED_BY = "leasehold.dev/applied-by";
  private static final String REQUESTED_BY = "leasehold.dev/requested-by";

  /** Its namespace and name. */
  String qualified() {
    return request.getMetadata().getNamespace() + "/" + request.getMetadata().getName();
  }

  /** What to type after a subcommand to mean this request. */
  String typed() {
    return request.getMetadata().getName() + " -n " + request.getMetadata().getNamespace();
  }

  /** Who has agreed to what is offered or was given; several offers may have been accepted. */
  List<String> everyApprover() {
    return approvals().map(Approval::approver).distinct().toList();
  }

  /** Who has agreed to the current offer so far. */
  List<String> approvers() {
    String digest = offer().map(Offer::digest).orElse("");
    return approvals()
        .filter(approval -> approval.offer().equals(digest))
        .map(Approval::approver)
        .toList();
  }

  private Stream<Approval> approvals() {
    return status().map(AccessRequestStatus::approvals).orElse(List.of()).stream();
  }

  /** Which roles are still missing, such as {@code owner 1 of 2 agreed}. */
  String missing() {
    return String.join(
        ", ",
        offer().map(Offer::approvals).orElse(List.of()).stream()
            .filter(a -> a.given() < a.needed())
            .map(a -> a.role() + " " + progress(a))
            .toList());
  }

  static String progress(OfferApproval approval) {
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

  /** The Secret into which its credentials are delivered. */
  String secret() {
    return Objects.requireNonNullElse(
        request.getSpec().secretName(), request.getMetadata().getName());
  }

  /** Whether this is who applied the request, or who is said to have asked. */
  boolean askedBy(String name) {
    return Stream.of(annotation(APPLIED_BY), annotation(REQUESTED_BY))
        .anyMatch(asker -> !asker.isEmpty() && Persons.PLAIN.same(name, asker));
  }

  /** Everybody who had a part in asking, as the API server authenticated them. */
  private List<String> askers() {
    return List.of(
        annotation(APPLIED_BY),
        annotation(REQUESTED_BY),
        "system:serviceaccount:" + subject().replace('/', ':'));
  }

  /** Everybody who had a part in it, and so cannot decide about it, again or at all. */
  List<String> parties() {
    List<String> decided = reviewOwed().isPresent() ? everyApprover() : approvers();
    return Stream.concat(decided.stream(), askers().stream()).toList();
  }

  String requestedBy() {
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

  /** The phase, and why it is that. */
  String standing() {
    Optional<Condition> why = ready().or(() -> condition("Reconciling"));
    return phase() + why.map(c -> ": " + c.getMessage()).orElse("");
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

  /** That somebody accepts less than was asked, if somebody does. */
  Optional<LimitText> limited() {
    return LimitText.of(request);
  }

  /** Whether that can still be taken off: it is what approvers decide about at the moment. */
  boolean isLimitOpen() {
    return limited().isPresent()
        && undecidable().isEmpty()
        && offer().filter(offer -> offer.renewal() == 0).isPresent();
  }

  /** Whether it has ended, or was refused; nothing that is written on it starts it again. */
  boolean over() {
    return status().filter(s -> s.endedAt() != null).isPresent();
  }

  /** Why there is nothing to end; empty where there may be. */
  Optional<String> unendable() {
    return status()
        .filter(s -> Boolean.TRUE.equals(s.settled()))
        .map(s -> "it is over: the request is " + phase());
  }

  /** The review that somebody owes, if one does. */
  Optional<Condition> reviewOwed() {
    return condition("ReviewRequired").filter(c -> "True".equals(c.getStatus()));
  }

  Optional<Offer> offer() {
    return status().map(AccessRequestStatus::offer);
  }

  Optional<Condition> ready() {
    return condition("Ready");
  }

  Optional<Condition> condition(String type) {
    return status().map(AccessRequestStatus::conditions).orElse(List.of()).stream()
        .filter(c -> c.getType().equals(type))
        .findFirst();
  }

  Optional<AccessRequestStatus> status() {
    return Optional.ofNullable(request.getStatus());
  }
}
