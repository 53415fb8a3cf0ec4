package dev.leasehold.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;

/** Names the service account that is to have access. */
@Wire
public record SubjectRef(
    @JsonPropertyDescription(
            "The name of a service account in the namespace of the request. It must exist.")
        @Required
        @Format.ObjectName
        String serviceAccountName) {}
