package dev.leasehold.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What approvers said that they accept at most; the latest limit that was not declined. */
@Wire
public record RequestLimit(
    @JsonPropertyDescription(
            "How many limits were heard, those that were declined too; the history tells of each.")
        @Required
        @Min(0)
        @Max(8)
        @Whole
        int heard,
    @JsonPropertyDescription("How long at most, for example 2h. Absent: as long as was asked.")
        @Format.Duration
        @Nullable String duration,
    @JsonPropertyDescription("Which targets at most. Absent: all that were asked for.")
        @Size(max = 8)
        List<@Pattern(Format.NAME) @Size(min = 1, max = 63) String> targets,
    @JsonPropertyDescription(
            "Who limited it, as the API server authenticated them. Absent: nothing is limited.")
        @Format.Line
        @Nullable String approver,
    @JsonPropertyDescription("When the operator first saw it: RFC 3339 in UTC.") @Format.Time
        @Nullable String at,
    @JsonPropertyDescription("Why, in the approver's words. Absent: not said.") @Format.Line
        @Nullable String reason) {
  public RequestLimit {
    targets = Absent.asEmpty(targets);
  }

  /** How long the access would last: what the request asks, or less under its limit. */
  public static String duration(AccessRequest request) {
    return Optional.ofNullable(request.getStatus())
        .map(AccessRequestStatus::limit)
        .map(RequestLimit::duration)
        .orElseGet(() -> request.getSpec().duration());
  }
}
