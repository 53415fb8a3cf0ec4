package dev.leasehold.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What Vault holds for a target. */
@Wire
public record VaultHoldings(
    @JsonPropertyDescription("The accessor of the token, by which it is revoked.") @Size(max = 128)
        @Nullable String accessor,
    @JsonPropertyDescription("The leases that were taken with it.") @Size(max = 32)
        List<@Size(max = 512) String> leaseIds) {
  public VaultHoldings {
    leaseIds = Absent.asEmpty(leaseIds);
  }
}
