package dev.leasehold.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a team offers, who answers for it, and who may ask. */
@Wire
public record EntitlementCatalogSpec(
    @JsonPropertyDescription(
            "Who answers for this catalog. All three owners are required before anything in it can be requested.")
        @Required
        Owners owners,
    @JsonPropertyDescription(
            "A dated hand-over of accountability to someone outside, for example a vendor. From its acceptance"
                + " until it ends, records name that party as accountable. Absent: the catalog's owner is.")
        @Nullable AccountabilityTransfer accountabilityTransfer,
    @JsonPropertyDescription("The namespaces from which requests are accepted. Absent: from none.")
        @Nullable RequestableFrom requestableFrom,
    @JsonPropertyDescription(
            "What can be requested, each under a name that is unique in this catalog. Removing an entry ends its"
                + " grants. Absent: nothing.")
        @Size(max = 64)
        List<Entitlement> entitlements) {
  public EntitlementCatalogSpec {
    entitlements = Absent.asEmpty(entitlements);
  }
}
