package dev.leasehold.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/** A static secret, and what its owner promises about it. */
@Wire
public record VaultStatic(
    @JsonPropertyDescription(
            "The path in Vault as its API spells it: secret/app in version 1 of the engine, secret/data/app in"
                + " version 2.")
        @Required
        @Pattern(Format.VAULT_PATH)
        @Size(min = 1, max = 512)
        String path,
    @JsonPropertyDescription(
            "How often its owner changes the secret, for example 720h, since nobody can be made to forget it. A"
                + " version 2 secret that was not changed for longer is not delivered. Absent: not said; only for"
                + " sensitivity Low.")
        @Format.Duration
        @Nullable String rotatedEvery) {}
