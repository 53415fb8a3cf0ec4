package dev.leasehold.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.crd.generator.annotation.AdditionalSelectableField;
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
 * What was decided about a request, what was provisioned for it, and the proof that it is gone. It
 * outlives the request and carries the debt of taking everything back.
 */
@Group("leasehold.dev")
@Version("v1alpha1")
@Plural("accessrecords")
@ShortNames("arec")
@Categories("leasehold")
@JsonClassDescription(
    "What was decided about a request, what was provisioned for it, and the proof that it is"
        + " gone. Written by the operator only; it outlives the request.")
@ValidationRule(
    value = "self.metadata.name == 'ar-' + self.spec.request.uid",
    message = "the name of a record is ar- and the UID of its request")
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
@AdditionalPrinterColumn(name = "Namespace", jsonPath = ".spec.request.namespace")
@AdditionalPrinterColumn(name = "Request", jsonPath = ".spec.request.name")
@AdditionalPrinterColumn(name = "Requester", jsonPath = ".spec.requester.name")
@AdditionalPrinterColumn(name = "Subject", jsonPath = ".spec.subject.serviceAccountName")
@AdditionalPrinterColumn(name = "Outcome", jsonPath = ".spec.outcome")
@AdditionalPrinterColumn(name = "Phase", jsonPath = ".status.phase")
@AdditionalPrinterColumn(name = "Ends", jsonPath = ".status.sealed.windowEnd")
@AdditionalPrinterColumn(name = "Ended", jsonPath = ".status.endedAt")
@AdditionalPrinterColumn(name = "Catalog", jsonPath = ".spec.entitlement.catalog", priority = 1)
@AdditionalPrinterColumn(name = "Cause", jsonPath = ".status.ending.cause", priority = 1)
@AdditionalPrinterColumn(
    name = "Accountable",
    jsonPath = ".status.accountability.accountable",
    priority = 1)
@AdditionalPrinterColumn(
    name = "Age",
    jsonPath = ".metadata.creationTimestamp",
    type = AdditionalPrinterColumn.Type.DATE)
@AdditionalSelectableField(jsonPath = ".spec.entitlement.name")
@AdditionalSelectableField(jsonPath = ".spec.outcome")
@AdditionalSelectableField(jsonPath = ".spec.request.namespace")
@AdditionalSelectableField(jsonPath = ".spec.request.specDigest")
@AdditionalSelectableField(jsonPath = ".spec.requester.name")
@AdditionalSelectableField(jsonPath = ".spec.subject.serviceAccountName")
@AdditionalSelectableField(jsonPath = ".status.phase")
@AdditionalSelectableField(jsonPath = ".status.settled")
public final class AccessRecord extends CustomResource<AccessRecordSpec, AccessRecordStatus> {
  @Override
  @Required
  @JsonPropertyDescription(
      "What was decided and is to be provisioned. A renewal appends approvals and moves the"
          + " window's end; nothing else ever changes.")
  public AccessRecordSpec getSpec() {
    return super.getSpec();
  }

  @Override
  @JsonPropertyDescription("What exists of it, and what is left. Written by the operator only.")
  public @Nullable AccessRecordStatus getStatus() {
    return super.getStatus();
  }
}
