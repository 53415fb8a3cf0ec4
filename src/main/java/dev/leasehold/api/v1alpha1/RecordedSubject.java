package dev.leasehold.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import org.jspecify.annotations.Nullable;

/** The service account that has, or is to have, access. */
@Wire
public record RecordedSubject(
    @JsonPropertyDescription("The namespace of the service account.") @Required @Format.Name
        String namespace,
    @JsonPropertyDescription("The name of the account in that namespace.")
        @Required
        @Format.ObjectName
        String serviceAccountName,
    @JsonPropertyDescription(
            "Its UID; one that is created again under its name is another subject.")
        @Format.Uid
        @Nullable String uid) {}
