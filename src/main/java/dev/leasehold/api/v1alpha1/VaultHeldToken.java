package dev.leasehold.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.List;

/** One token that Vault holds for a target. */
@Wire
public record VaultHeldToken(
    @JsonPropertyDescription("The generation of the credential that comes of it.")
        @Required
        @Min(1)
        @Whole
        int generation,
    @JsonPropertyDescription("The accessor of the token, by which it is revoked.")
        @Required
        @Size(min = 1, max = 128)
        String accessor,
    @JsonPropertyDescription("The leases that were taken with it.") @Size(max = 8)
        List<@Size(max = 512) String> leaseIds,
    @JsonPropertyDescription("Until when Vault keeps it at most: RFC 3339 in UTC.")
        @Required
        @Format.Time
        String expiresAt) {
  public VaultHeldToken {
    leaseIds = Absent.asEmpty(leaseIds);
  }
}
