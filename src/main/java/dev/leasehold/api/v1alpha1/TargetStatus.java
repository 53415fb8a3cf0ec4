package dev.leasehold.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What exists of one target. */
@Wire
public record TargetStatus(
    @JsonPropertyDescription("The name of the target.") @Required @Format.Name String name,
    @JsonPropertyDescription("What became of the target.") @Required TargetState state,
    @JsonPropertyDescription("What ends the access while the operator is not running.")
        @Nullable Backstop backstop,
    @JsonPropertyDescription("The objects that were made for it, with their UIDs.") @Size(max = 96)
        List<ObjectReference> objects,
    @JsonPropertyDescription("The credential in use.") @Nullable Credential credential,
    @JsonPropertyDescription("The one before, until it is shown to be dead.")
        @Nullable Credential previousCredential,
    @JsonPropertyDescription("What Vault holds for it.") @Nullable VaultHoldings vault,
    @JsonPropertyDescription("When a read showed that nothing of it is left: RFC 3339 in UTC.")
        @Format.Time
        @Nullable String removedAt,
    @JsonPropertyDescription("How that is known, in one line.") @Format.Line
        @Nullable String proof) {
  public TargetStatus {
    objects = Absent.asEmpty(objects);
  }
}
