package dev.leasehold.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Exactly what would be granted. Any change to it makes another offer, for which older approvals do
 * not count.
 */
@Wire
public record Offer(
    @JsonPropertyDescription(
            "SHA-256 over everything that would be granted. Approvers quote its first digits.")
        @Required
        @Format.Digest
        String digest,
    @JsonPropertyDescription("A random value in the digest, another one in every offer.")
        @Required
        @Pattern(Format.NONCE)
        @Size(min = 16, max = 64)
        String nonce,
    @JsonPropertyDescription(
            "Which admission policies, in which epoch, the offer was made under. Stamps made under others do not count.")
        @Required
        @Pattern(Format.NONCE)
        @Size(min = 16, max = 64)
        String guard,
    @JsonPropertyDescription("The roles whose approval counts, at most 8.") @Size(max = 8)
        List<@Pattern(Format.NAME) @Size(min = 1, max = 63) String> roles,
    @JsonPropertyDescription(
            "The number of the renewal: 0 for the first window, 1 for its first renewal, and so on.")
        @Required
        @Min(0)
        @Whole
        int renewal,
    @JsonPropertyDescription("Until when approvers may decide: RFC 3339 in UTC.")
        @Required
        @Format.Time
        String decideBy,
    @JsonPropertyDescription("How long the access would last, for example 4h.")
        @Required
        @Format.Duration
        String duration,
    @JsonPropertyDescription(
            "Whose access it would be: this very service account, and none that is created again under its name.")
        @Nullable RecordedSubject subject,
    @JsonPropertyDescription(
            "The roles, and the namespaces in which they would be bound: these very objects, and none that are created"
                + " again under their names.")
        @Size(max = 256)
        List<ObjectReference> boundTo,
    @JsonPropertyDescription("For each role, how many must agree and how many have.") @Size(max = 8)
        List<OfferApproval> approvals,
    @JsonPropertyDescription(
            "All that the access would allow, in lines: first what it adds, then what the subject may do already; in each"
                + " the most dangerous first.")
        @Size(max = 128)
        List<@Pattern(Format.LINE) @Size(max = 1280) String> permissions,
    @JsonPropertyDescription("What an approver should know before agreeing, one line each.")
        @Size(max = 64)
        List<@Pattern(Format.LINE) @Size(max = 1280) String> warnings,
    @JsonPropertyDescription(
            "When the last credential would expire without the operator, if that is later than the window's end: RFC"
                + " 3339 in UTC.")
        @Format.Time
        @Nullable String backstopAt,
    @JsonPropertyDescription(
            "What would be granted, and what would end each of it if the operator were down.")
        @Size(max = 8)
        List<OfferTarget> targets,
    @JsonPropertyDescription(
            "The command with which an approver accepts this offer, ready to be copied.")
        @Pattern(Format.LINE)
        @Size(max = 1024)
        @Nullable String approveCommand,
    @JsonPropertyDescription(
            "True when people who can act as applier or subject may approve; otherwise absent.")
        @Nullable Boolean allowSubjectControllers) {
  public Offer {
    roles = Absent.asEmpty(roles);
    boundTo = Absent.asEmpty(boundTo);
    approvals = Absent.asEmpty(approvals);
    permissions = Absent.asEmpty(permissions);
    warnings = Absent.asEmpty(warnings);
    targets = Absent.asEmpty(targets);
  }
}
