package dev.leasehold.observe;

import dev.leasehold.model.ApprovalPolicy.Place;
import dev.leasehold.model.Durations;
import dev.leasehold.model.Governance;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is demanded beyond the ordinary terms, as part of what an approver accepts. */
final class GovernanceDocument {
  private GovernanceDocument() {}

  static Map<String, Object> of(Governance governance) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put(
        "policies", governance.policies().stream().map(GovernanceDocument::policy).toList());
    document.put("conflictsWith", governance.conflictsWith().stream().sorted().toList());
    document.put("evidence", governance.evidence().name());
    governance
        .renewal()
        .ifPresent(
            r ->
                document.put(
                    "renewal",
                    Map.of(
                        "openBefore", Durations.text(r.openBefore()),
                        "maxTotal", Durations.text(r.maxTotal()))));
    governance
        .review()
        .ifPresent(
            r ->
                document.put(
                    "review",
                    Map.of(
                        "within", Durations.text(r.within()), "onOverdue", r.onOverdue().name())));
    governance.emergency().ifPresent(e -> document.put("emergency", emergency(e)));
    governance
        .transfer()
        .ifPresent(
            t ->
                document.put(
                    "transfer",
                    Map.of("to", t.to(), "until", t.until().toString(), "because", t.because())));
    return document;
  }

  static List<Map<String, Object>> places(List<Place> places) {
    return places.stream().map(GovernanceDocument::place).toList();
  }

  private static Map<String, Object> place(Place place) {
    return Map.of("role", place.role(), "count", place.count(), "when", place.when().orElse(""));
  }

  private static Map<String, String> policy(Governance.Policy policy) {
    return Map.of(
        "name", policy.name(), "expression", policy.expression(), "message", policy.message());
  }

  private static Map<String, Object> emergency(Governance.Emergency emergency) {
    return Map.of(
        "maxDuration", Durations.text(emergency.maxDuration()),
        "places", places(emergency.places()),
        "reviewWithin", Durations.text(emergency.reviewWithin()));
  }
}
