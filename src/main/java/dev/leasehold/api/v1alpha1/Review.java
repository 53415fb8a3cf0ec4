package dev.leasehold.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A review of live access by someone who did not approve it. */
@Wire
public record Review(
    @JsonPropertyDescription("Who reviewed, as the API server authenticated them.")
        @Required
        @Format.Line
        String reviewer,
    @JsonPropertyDescription("What the reviewer decided.") @Required Verdict verdict,
    @JsonPropertyDescription("The reason given.") @Format.Line @Nullable String message,
    @JsonPropertyDescription("When the operator first saw it: RFC 3339 in UTC.")
        @Required
        @Format.Time
        String at) {
  /** Whether this version knows what was decided. */
  static boolean isKnown(Review review) {
    return Objects.nonNull(review.verdict());
  }

  /** What a reviewer may decide; one that only a later version knows is read as null. */
  @Word
  public enum Verdict {
    @JsonPropertyDescription("access goes on.")
    Keep,
    @JsonPropertyDescription("access ends.")
    Revoke
  }
}
