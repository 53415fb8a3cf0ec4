package dev.leasehold.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** Names a Role or a ClusterRole. */
@Wire
public record RoleRef(
    @JsonPropertyDescription("Which kind of role it is.") @Required RoleKind kind,
    @JsonPropertyDescription("The name of the role.")
        @Required
        @Pattern(Format.ROLE_NAME)
        @Size(min = 1, max = 253)
        String name) {}
