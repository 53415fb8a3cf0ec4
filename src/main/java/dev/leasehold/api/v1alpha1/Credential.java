package dev.leasehold.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/** What is known of a credential, never the credential. */
@Wire
public record Credential(
    @JsonPropertyDescription("1 for the first, one more with every replacement.")
        @Required
        @Min(1)
        @Whole
        int generation,
    @JsonPropertyDescription("The token's own identifier, as it appears in audit logs.")
        @Size(max = 128)
        @Nullable String jti,
    @JsonPropertyDescription(
            "The Secret to which the token is bound; deleting it kills every copy.")
        @Format.ObjectName
        @Nullable String anchorName,
    @JsonPropertyDescription("The UID of that Secret.") @Format.Uid @Nullable String anchorUid,
    @JsonPropertyDescription("When it was issued: RFC 3339 in UTC.") @Format.Time
        @Nullable String issuedAt,
    @JsonPropertyDescription("When it dies by itself: RFC 3339 in UTC.") @Format.Time
        @Nullable String expiresAt) {}
