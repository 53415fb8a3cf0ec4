package dev.leasehold.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/** The request that a record is about. */
@Wire
public record RecordedRequest(
    @JsonPropertyDescription("The namespace of the request.") @Required @Format.Name
        String namespace,
    @JsonPropertyDescription("The name of the request.") @Required @Format.ObjectName String name,
    @JsonPropertyDescription("Its UID, from which the names of all that is provisioned derive.")
        @Required
        @Format.Uid
        String uid,
    @JsonPropertyDescription("Its requestId, which tells it from earlier ones of that name.")
        @Pattern(Format.REQUEST_ID)
        @Size(max = 63)
        String requestId,
    @JsonPropertyDescription("SHA-256 of its spec in hexadecimal.") @Required @Format.Digest
        String specDigest,
    @JsonPropertyDescription(
            "When it was created: RFC 3339 in UTC. Absent in records of earlier versions.")
        @Format.Time
        @Nullable String askedAt,
    @JsonPropertyDescription(
            "That less was decided than its spec asks; absent when nobody limited it.")
        @Nullable RecordedLimit limit) {
  public RecordedRequest {
    requestId = Absent.asEmpty(requestId);
  }
}
