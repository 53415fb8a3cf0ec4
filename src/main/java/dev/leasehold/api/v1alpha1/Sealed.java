package dev.leasehold.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What the operator itself wrote into a record's spec: whatever goes beyond it is not its own. */
@Wire
public record Sealed(
    @JsonPropertyDescription(
            "The latest end of the window that was decided: RFC 3339 in UTC. Access ends then, whatever spec says.")
        @Required
        @Format.Time
        String windowEnd,
    @JsonPropertyDescription("How many approvals were decided on.") @Required @Min(0) @Whole
        int approvals) {
  /** What a spec has that nobody else has touched; null where nothing was granted. */
  public static @Nullable Sealed of(AccessRecordSpec spec) {
    Window window = spec.window();
    return window == null ? null : new Sealed(window.end(), spec.approvals().size());
  }

  /**
   * When there is access: never for longer than was sealed, as long as anything was; null where
   * nothing was granted.
   */
  public static @Nullable Window window(AccessRecord record) {
    Window window = record.getSpec().window();
    Sealed sealed = in(record);
    return window != null && sealed != null && isLater(window.end(), sealed.windowEnd())
        ? new Window(window.start(), sealed.windowEnd())
        : window;
  }

  /** Whether spec goes beyond what was sealed, and so was changed by somebody else. */
  public static boolean altered(AccessRecord record) {
    Window window = record.getSpec().window();
    Sealed sealed = in(record);
    return window != null
        && sealed != null
        && (isLater(window.end(), sealed.windowEnd())
            || record.getSpec().approvals().size() > sealed.approvals());
  }

  private static @Nullable Sealed in(AccessRecord record) {
    AccessRecordStatus status = record.getStatus();
    return status == null ? null : status.sealed();
  }

  private static boolean isLater(String one, String other) {
    return Instant.parse(one).isAfter(Instant.parse(other));
  }
}
