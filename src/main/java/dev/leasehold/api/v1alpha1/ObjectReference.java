package dev.leasehold.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/** An object in the cluster, told by its UID. */
@Wire
public record ObjectReference(
    @JsonPropertyDescription("The API version of the object, for example v1.")
        @Required
        @Size(min = 1, max = 253)
        String apiVersion,
    @JsonPropertyDescription("The kind of the object, for example Secret.")
        @Required
        @Size(min = 1, max = 63)
        String kind,
    @JsonPropertyDescription("The namespace of the object.") @Format.Name
        @Nullable String namespace,
    @JsonPropertyDescription("The name of the object.") @Required @Size(min = 1, max = 253)
        String name,
    @JsonPropertyDescription("Its UID; one re-created under the same name is not ours.") @Format.Uid
        @Nullable String uid) {}
