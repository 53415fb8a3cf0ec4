package dev.leasehold.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/** Why and through whom something ends. */
@Wire
public record Ending(
    @JsonPropertyDescription("Why it ends.") @Required EndingCause cause,
    @JsonPropertyDescription(
            "The same more exactly, by a word that versions before this field do not know: RoleReplaced (with cause"
                + " RoleWidened), a bound role was deleted and created again; Restored (with cause Revoked), the"
                + " evidence log says that it ended before. Absent: cause says it all.")
        @Pattern(Format.REASON)
        @Size(min = 1, max = 64)
        @Nullable String exactly,
    @JsonPropertyDescription("Who or what caused it: a user, or leasehold for rules and deadlines.")
        @Required
        @Format.Line
        String actor,
    @JsonPropertyDescription("The reason given, or what happened.") @Format.Line
        @Nullable String message,
    @JsonPropertyDescription("When it was first seen: RFC 3339 in UTC.") @Required @Format.Time
        String at) {}
