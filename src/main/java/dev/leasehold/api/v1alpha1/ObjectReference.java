package dev.leasehold.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/** An object in the cluster, told by its UID. */
@Wire
public record ObjectReference(
    @JsonPropertyDescription("Its API version.") @Required @Size(min = 1, max = 253)
        String apiVersion,
    @JsonPropertyDescription("Its kind.") @Required @Size(min = 1, max = 63) String kind,
    @JsonPropertyDescription("Its namespace.") @Format.Name @Nullable String namespace,
    @JsonPropertyDescription("Its name.") @Required @Size(min = 1, max = 253) String name,
    @JsonPropertyDescription("Its UID; one re-created under the same name is not ours.") @Format.Uid
        @Nullable String uid) {}
