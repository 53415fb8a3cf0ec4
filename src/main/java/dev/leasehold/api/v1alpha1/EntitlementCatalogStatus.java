package dev.leasehold.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the operator found in a catalog. */
@Wire
public record EntitlementCatalogStatus(
    @JsonPropertyDescription(
            "Ready says whether everything that is meant to be requestable is. Set by the operator.")
        List<Condition> conditions,
    @JsonPropertyDescription("What became of each entitlement. Set by the operator.")
        @Size(max = 64)
        List<EntitlementStatus> entitlements,
    @JsonPropertyDescription(
            "The generation of the catalog that this status speaks of; -1: nobody has looked at it."
                + " Set by the operator.")
        @Min(-1)
        @Whole
        @Nullable Long observedGeneration) {
  public EntitlementCatalogStatus {
    conditions = Absent.asEmpty(conditions);
    entitlements = Absent.asEmpty(entitlements);
  }
}
