package dev.leasehold.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import java.util.List;

/** What Vault holds for a target. */
@Wire
public record VaultHoldings(
    @JsonPropertyDescription(
            "Its tokens, oldest first. Those that were revoked stay until they would have expired, in case that Vault"
                + " is restored to when they were not.")
        @Size(max = 16)
        List<VaultHeldToken> tokens) {
  public VaultHoldings {
    tokens = Absent.asEmpty(tokens);
  }
}
