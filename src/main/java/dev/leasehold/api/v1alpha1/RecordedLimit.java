package dev.leasehold.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** That less was decided than was asked, through whom, and what was asked. */
@Wire
public record RecordedLimit(
    @JsonPropertyDescription("Who limited it, as the API server authenticated them.")
        @Required
        @Format.Line
        String approver,
    @JsonPropertyDescription("When the operator first saw it: RFC 3339 in UTC.")
        @Required
        @Format.Time
        String at,
    @JsonPropertyDescription("How long was asked for, for example 4h.") @Required @Format.Duration
        String askedDuration,
    @JsonPropertyDescription("Which targets were asked for. Absent: all that the entitlement had.")
        @Size(max = 8)
        List<@Pattern(Format.NAME) @Size(min = 1, max = 63) String> askedTargets,
    @JsonPropertyDescription(
            "How long at most, a renewal too, for example 2h. Absent: as long as was asked.")
        @Format.Duration
        @Nullable String duration,
    @JsonPropertyDescription("Which targets at most. Absent: all that were asked for.")
        @Size(max = 8)
        List<@Pattern(Format.NAME) @Size(min = 1, max = 63) String> targets,
    @JsonPropertyDescription("Why, in the approver's words. Absent: not said.") @Format.Line
        @Nullable String reason) {
  public RecordedLimit {
    askedTargets = Absent.asEmpty(askedTargets);
    targets = Absent.asEmpty(targets);
  }
}
