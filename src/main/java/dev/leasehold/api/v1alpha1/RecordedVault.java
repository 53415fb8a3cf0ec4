package dev.leasehold.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import java.util.Map;
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
        @Nullable String kv,
    @JsonPropertyDescription("What is sent to the path of a dynamic secret.") @Size(max = 16)
        Map<String, @Size(max = 1024) String> parameters,
    @JsonPropertyDescription(
            "How often the owner of a static secret promises to change it, for example 720h.")
        @Format.Duration
        @Nullable String rotatedEvery,
    @JsonPropertyDescription("What is delivered besides Vault's own fields, by key.") @Size(max = 8)
        Map<String, @Size(max = 2048) String> template) {
  public RecordedVault {
    policies = Absent.asEmpty(policies);
    parameters = Absent.asEmpty(parameters);
    template = Absent.asEmpty(template);
  }
}
