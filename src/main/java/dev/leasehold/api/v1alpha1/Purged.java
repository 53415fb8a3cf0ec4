package dev.leasehold.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.List;

/** What a purge removed, by whom and why: the first of its records stays and says so. */
@Wire
public record Purged(
    @JsonPropertyDescription("How many records were purged, counting this one, which stays.")
        @Required
        @Min(1)
        @Whole
        int records,
    @JsonPropertyDescription("How many refused requests those records were about.")
        @Required
        @Min(1)
        @Whole
        int requests,
    @JsonPropertyDescription("Who asked for it, and why.") @Size(max = 8) List<Forgetting> by,
    @JsonPropertyDescription("When the last of them was removed: RFC 3339 in UTC.")
        @Required
        @Format.Time
        String lastAt) {
  public Purged {
    by = Absent.asEmpty(by);
  }
}
