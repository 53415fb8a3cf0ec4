package dev.leasehold.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import org.jspecify.annotations.Nullable;

/** The Secret into which credentials were delivered. */
@Wire
public record Delivered(
    @JsonPropertyDescription("The namespace of the Secret.") @Required @Format.Name
        String namespace,
    @JsonPropertyDescription("The name of the Secret.") @Required @Format.ObjectName String name,
    @JsonPropertyDescription("The UID of the Secret.") @Format.Uid @Nullable String uid) {}
