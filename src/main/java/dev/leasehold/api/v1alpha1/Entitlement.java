package dev.leasehold.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One thing that can be requested: what it gives, for how long, and on what conditions. */
@Wire
@ValidationRule(
    value =
        "!has(self.renewal) || !self.renewal.openBefore.matches('^([0-9]{1,6}[hms]){1,3}$') ||"
            + " !self.maxDuration.matches('^([0-9]{1,6}[hms]){1,3}$') || duration(self.renewal.openBefore) <"
            + " duration(self.maxDuration)",
    message =
        "must be shorter than maxDuration: a renewal is offered before the window ends, not before it begins",
    fieldPath = ".renewal.openBefore")
public record Entitlement(
    @JsonPropertyDescription(
            "The name by which it is requested, unique in its catalog. Approvers hold rights on <catalog>.<name>.")
        @Required
        @Format.Name
        String name,
    @JsonPropertyDescription("What it gives, in a few words for approvers.") @Required @Format.Title
        String title,
    @JsonPropertyDescription("Whether it can be requested.") @Required EntitlementState state,
    @JsonPropertyDescription("How much harm it could do in the wrong hands.") @Required
        Sensitivity sensitivity,
    @JsonPropertyDescription("The longest window that may be requested, for example 8h.")
        @Required
        @Format.Duration
        String maxDuration,
    @JsonPropertyDescription("How many may have or await it at the same time. Absent: no limit.")
        @Nullable Caps caps,
    @JsonPropertyDescription(
            "What is granted, together or not at all; each of exactly one kind: serviceAccountToken, roleBinding or"
                + " vault.")
        @Required
        @Size(min = 1, max = 8)
        List<EntitlementTarget> targets,
    @JsonPropertyDescription("Who must agree, within what time, and what the requester must say.")
        @Required
        ApprovalSpec approval,
    @JsonPropertyDescription(
            "Conditions in CEL; every one must hold at the request, at activation and while access lasts."
                + " Absent: none.")
        @Size(max = 16)
        List<PolicySpec> policies,
    @JsonPropertyDescription(
            "Entitlements that nobody may hold together with this one, written <catalog>.<entitlement>. Within a"
                + " catalog it holds both ways; of two catalogs each has to name the other's, or the chart says so. Per"
                + " subject, namespace and requester. Absent: none.")
        @Size(max = 32)
        List<@Pattern(Format.QUALIFIED_NAME) @Size(min = 3, max = 127) String> conflictsWith,
    @JsonPropertyDescription("Whether and how a window may be prolonged. Absent: it may not.")
        @Nullable RenewalSpec renewal,
    @JsonPropertyDescription(
            "A review of live access by someone who did not approve it. Absent: none is required.")
        @Nullable ReviewSpec review,
    @JsonPropertyDescription(
            "A shorter way for emergencies, reviewed afterwards. Absent: there is none.")
        @Nullable EmergencySpec emergency,
    @JsonPropertyDescription("What must be on record before access begins.") @Required
        EvidenceLevel evidence) {
  public Entitlement {
    targets = Absent.asEmpty(targets);
    policies = Absent.asEmpty(policies);
    conflictsWith = Absent.asEmpty(conflictsWith);
  }
}
