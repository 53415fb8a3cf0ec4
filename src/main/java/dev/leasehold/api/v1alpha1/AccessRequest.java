package dev.leasehold.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.crd.generator.annotation.AdditionalSelectableField;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Categories;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;
import org.jspecify.annotations.Nullable;

/**
 * A workload's wish for access: which entitlement, for which service account, for how long and why.
 * Its spec never changes; approvers annotate it, and the operator answers in its status.
 */
@Group("leasehold.dev")
@Version("v1alpha1")
@Plural("accessrequests")
@ShortNames("areq")
@Categories("leasehold")
@JsonClassDescription(
    "A workload's wish for access: which entitlement, for which service account of this"
        + " namespace, for how long and why. Approvers annotate it; the operator answers in its"
        + " status.")
@ValidationRule(
    value = "self.spec == oldSelf.spec",
    message =
        "a request never changes, since approvers agreed to what it says; delete it and create"
            + " it again with another requestId, or ask under another name",
    fieldPath = ".spec")
@ValidationRule(
    value =
        "!has(oldSelf.status) || !has(oldSelf.status.endedAt) || (has(self.status) &&"
            + " has(self.status.endedAt) && self.status.endedAt == oldSelf.status.endedAt)",
    message = "an end is final")
@ValidationRule(
    value =
        "!has(oldSelf.status) || !has(oldSelf.status.ending) || (has(self.status) &&"
            + " has(self.status.ending) && self.status.ending == oldSelf.status.ending)",
    message = "the cause of an ending is recorded once")
@AdditionalPrinterColumn(name = "Entitlement", jsonPath = ".spec.entitlement.name")
@AdditionalPrinterColumn(name = "Subject", jsonPath = ".spec.subject.serviceAccountName")
@AdditionalPrinterColumn(name = "Phase", jsonPath = ".status.phase")
@AdditionalPrinterColumn(
    name = "Reason",
    jsonPath = ".status.conditions[?(@.type=='Reconciling')].reason")
@AdditionalPrinterColumn(name = "Expires", jsonPath = ".status.expiresAt")
@AdditionalPrinterColumn(name = "Ended", jsonPath = ".status.endedAt")
@AdditionalPrinterColumn(name = "Catalog", jsonPath = ".spec.entitlement.catalog", priority = 1)
@AdditionalPrinterColumn(name = "Duration", jsonPath = ".spec.duration", priority = 1)
@AdditionalPrinterColumn(
    name = "Ready",
    jsonPath = ".status.conditions[?(@.type=='Ready')].status",
    priority = 1)
@AdditionalPrinterColumn(name = "Record", jsonPath = ".status.record", priority = 1)
@AdditionalPrinterColumn(name = "Decide by", jsonPath = ".status.offer.decideBy", priority = 1)
@AdditionalPrinterColumn(
    name = "Approval",
    jsonPath = ".status.conditions[?(@.type=='Approved')].message",
    priority = 1)
@AdditionalPrinterColumn(
    name = "Age",
    jsonPath = ".metadata.creationTimestamp",
    type = AdditionalPrinterColumn.Type.DATE)
@AdditionalSelectableField(jsonPath = ".spec.entitlement.catalog")
@AdditionalSelectableField(jsonPath = ".spec.entitlement.name")
@AdditionalSelectableField(jsonPath = ".status.phase")
@AdditionalSelectableField(jsonPath = ".status.settled")
public final class AccessRequest extends CustomResource<AccessRequestSpec, AccessRequestStatus>
    implements Namespaced {
  @Override
  @Required
  @JsonPropertyDescription("What is asked for. Written by the requester; it never changes.")
  public AccessRequestSpec getSpec() {
    return super.getSpec();
  }

  @Override
  @JsonPropertyDescription("What became of it. Written by the operator only.")
  public @Nullable AccessRequestStatus getStatus() {
    return super.getStatus();
  }
}
