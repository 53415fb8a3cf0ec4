package dev.leasehold.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Categories;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;
import org.jspecify.annotations.Nullable;

/**
 * A team's offer of entitlements: what can be requested, from where, who must agree and for how
 * long. It belongs to the governance team, or to a team to which a domain was delegated.
 */
@Group("leasehold.dev")
@Version("v1alpha1")
@Plural("entitlementcatalogs")
@ShortNames("ecat")
@Categories("leasehold")
@JsonClassDescription(
    "A team's offer of entitlements: what can be requested, from where, who must agree, and for how"
        + " long. Workloads ask for an entitlement with an AccessRequest.")
@ValidationRule(
    value = "self.metadata.name.size() <= 63 && !self.metadata.name.contains('.')",
    message =
        "metadata.name of a catalog is a DNS label: at most 63 characters and no dots; write my-catalog, not my.catalog")
@AdditionalPrinterColumn(name = "Ready", jsonPath = ".status.conditions[?(@.type=='Ready')].status")
@AdditionalPrinterColumn(
    name = "Reason",
    jsonPath = ".status.conditions[?(@.type=='Ready')].reason")
@AdditionalPrinterColumn(name = "Owner", jsonPath = ".spec.owners.catalog.team")
@AdditionalPrinterColumn(name = "Contact", jsonPath = ".spec.owners.catalog.contact", priority = 1)
@AdditionalPrinterColumn(
    name = "Age",
    jsonPath = ".metadata.creationTimestamp",
    type = AdditionalPrinterColumn.Type.DATE)
public final class EntitlementCatalog
    extends CustomResource<EntitlementCatalogSpec, EntitlementCatalogStatus> {
  @Override
  @Required
  @JsonPropertyDescription("What the catalog offers. Written by its owners.")
  public EntitlementCatalogSpec getSpec() {
    return super.getSpec();
  }

  @Override
  @JsonPropertyDescription("What the operator found in it. Written by the operator only.")
  public @Nullable EntitlementCatalogStatus getStatus() {
    return super.getStatus();
  }
}
