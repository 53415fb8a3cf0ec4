package dev.leasehold.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** The request that a record is about. */
@Wire
public record RecordedRequest(
    @JsonPropertyDescription("Its namespace.") @Required @Format.Name String namespace,
    @JsonPropertyDescription("Its name.") @Required @Format.ObjectName String name,
    @JsonPropertyDescription("Its UID, from which the names of all that is provisioned derive.")
        @Required
        @Format.Uid
        String uid,
    @JsonPropertyDescription("Its requestId.") @Pattern(Format.REQUEST_ID) @Size(max = 63)
        String requestId,
    @JsonPropertyDescription("SHA-256 of its spec.") @Required @Format.Digest String specDigest) {
  public RecordedRequest {
    requestId = Absent.asEmpty(requestId);
  }
}
