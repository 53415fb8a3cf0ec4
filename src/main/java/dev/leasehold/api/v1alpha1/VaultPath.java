package dev.leasehold.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** Where in Vault something is read. */
@Wire
public record VaultPath(
    @JsonPropertyDescription(
            "The path in Vault, with its mount, for example database/creds/orders-ro.")
        @Required
        @Pattern(Format.VAULT_PATH)
        @Size(min = 1, max = 512)
        String path) {}
