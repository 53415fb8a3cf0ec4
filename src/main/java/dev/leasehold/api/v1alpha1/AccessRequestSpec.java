package dev.leasehold.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a workload's team asks for. */
@Wire
public record AccessRequestSpec(
    @JsonPropertyDescription("What is asked for: an entitlement of a catalog.") @Required
        EntitlementRef entitlement,
    @JsonPropertyDescription("For whom: a service account in the namespace of the request.")
        @Required
        SubjectRef subject,
    @JsonPropertyDescription(
            "How long the access is to last once it begins, for example 4h; at most what the entitlement allows.")
        @Required
        @Format.Duration
        String duration,
    @JsonPropertyDescription(
            "The names of the targets that are wanted, to ask for less than the entitlement offers. Absent: all.")
        @Size(min = 1, max = 8)
        List<@Pattern(Format.NAME) @Size(min = 1, max = 63) String> targets,
    @JsonPropertyDescription(
            "When the access is to begin, RFC 3339 in UTC, for example 2026-12-01T08:00:00Z. Absent or past: as soon"
                + " as it is approved.")
        @Format.Time
        @Nullable String startAt,
    @JsonPropertyDescription(
            "Why it is needed, in one line; approvers and auditors read it. Absent: none; refused if the"
                + " entitlement demands one.")
        @Format.Line
        String justification,
    @JsonPropertyDescription(
            "The change or incident that it belongs to. Absent: none; refused if the entitlement demands one.")
        @Pattern(Format.LINE)
        @Size(max = 128)
        String ticket,
    @JsonPropertyDescription(
            "Whether this is an emergency, approved by the entitlement's emergency rules and reviewed afterwards."
                + " Absent: false.")
        boolean emergency,
    @JsonPropertyDescription(
            "How the request came. Recorded, never trusted. Absent: not said; refused by entitlements with"
                + " evidence Standard or Regulated.")
        @Nullable Channel channel,
    @JsonPropertyDescription(
            "The Secret in this namespace into which credentials are delivered. Absent: the name of the request.")
        @Format.ObjectName
        @Nullable String secretName,
    @JsonPropertyDescription(
            "Tells this request from an earlier one with the same name and content. To ask again, delete the request"
                + " and create it with another requestId. Absent: the empty one.")
        @Pattern(Format.REQUEST_ID)
        @Size(max = 63)
        String requestId) {
  public AccessRequestSpec {
    targets = Absent.asEmpty(targets);
    justification = Absent.asEmpty(justification);
    ticket = Absent.asEmpty(ticket);
    requestId = Absent.asEmpty(requestId);
  }
}
