package dev.leasehold.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/** One thing that happened, or one that happened again and again. */
@Wire
public record HistoryEntry(
    @JsonPropertyDescription("When it happened: RFC 3339 in UTC.") @Required @Format.Time String at,
    @JsonPropertyDescription("What happened, in one word.")
        @Required
        @Pattern(Format.REASON)
        @Size(min = 1, max = 63)
        String event,
    @JsonPropertyDescription("Who or what did it: a user, or leasehold.") @Required @Format.Line
        String actor,
    @JsonPropertyDescription("Why, in one word.") @Pattern(Format.REASON) @Size(min = 1, max = 63)
        @Nullable String reason,
    @JsonPropertyDescription("What happened, in one line.") @Pattern(Format.LINE) @Size(max = 256)
        @Nullable String message,
    @JsonPropertyDescription(
            "How often, where routine is counted instead of listed; absent: once. Then at is the"
                + " last time.")
        @Min(2)
        @Whole
        @Nullable Integer count,
    @JsonPropertyDescription("The first time, where it is counted: RFC 3339 in UTC.") @Format.Time
        @Nullable String since,
    @JsonPropertyDescription("Which renewal it was, counted from 1; absent: none.") @Min(1) @Whole
        @Nullable Integer renewal) {}
