package dev.leasehold.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.List;

/** An approval as first seen. */
@Wire
public record Approval(
    @JsonPropertyDescription("Who approved, as the API server authenticated them.")
        @Required
        @Format.Line
        String approver,
    @JsonPropertyDescription("The roles in which they approved.") @Size(max = 8)
        List<@Pattern(Format.NAME) @Size(min = 1, max = 63) String> roles,
    @JsonPropertyDescription("The digest of the offer that they accepted.") @Required @Format.Digest
        String offer,
    @JsonPropertyDescription("When the operator first saw it: RFC 3339 in UTC.")
        @Required
        @Format.Time
        String at,
    @JsonPropertyDescription("How they approved.") @Required ApprovalMethod method) {
  public Approval {
    roles = Absent.asEmpty(roles);
  }
}
