package dev.leasehold.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where in Vault a target's access comes from. */
@Wire
public record RecordedVault(
    @JsonPropertyDescription("The connection, by its name in the operator's configuration.")
        @Required
        @Format.Name
        String connection,
    @JsonPropertyDescription("The Vault token role.")
        @Required
        @Pattern(Format.VAULT_PATH)
        @Size(min = 1, max = 128)
        String tokenRole,
    @JsonPropertyDescription("The Vault policies of the token.") @Size(max = 16)
        List<@Pattern(Format.VAULT_PATH) @Size(min = 1, max = 128) String> policies,
    @JsonPropertyDescription("The path of the dynamic secret, if it is one.")
        @Pattern(Format.VAULT_PATH)
        @Size(min = 1, max = 512)
        @Nullable String dynamicSecret,
    @JsonPropertyDescription("The path of the static secret, if it is one.")
        @Pattern(Format.VAULT_PATH)
        @Size(min = 1, max = 512)
        @Nullable String kv) {
  public RecordedVault {
    policies = Absent.asEmpty(policies);
  }
}
