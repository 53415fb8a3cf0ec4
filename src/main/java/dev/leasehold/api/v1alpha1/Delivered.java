package dev.leasehold.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import org.jspecify.annotations.Nullable;

/** The Secret into which credentials were delivered. */
@Wire
public record Delivered(
    @JsonPropertyDescription("Its namespace.") @Required @Format.Name String namespace,
    @JsonPropertyDescription("Its name.") @Required @Format.ObjectName String name,
    @JsonPropertyDescription("Its UID.") @Format.Uid @Nullable String uid) {}
