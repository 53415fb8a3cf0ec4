package dev.leasehold.grant.rbac;

import dev.leasehold.model.Grant;
import dev.leasehold.model.RequestRef;
import dev.leasehold.model.Target;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import java.util.Map;

/** How an object shows whose it is: the mark, which names the request, and its owner. */
final class Mark {
  static final String REQUEST_UID = "leasehold.dev/request-uid";
  static final String TARGET = "leasehold.dev/target";

  /** Where the request is, without which the fence lets no subject's own account be bound. */
  static final String REQUEST_NAMESPACE = "leasehold.dev/request-namespace";

  private static final String API_VERSION = "leasehold.dev/v1alpha1";
  private static final Map<String, String> MANAGED =
      Map.of("app.kubernetes.io/managed-by", "leasehold");

  private Mark() {}

  /** Metadata of an object that belongs to the grant's record. */
  static ObjectMeta ofTarget(Grant grant, Target target, Address address) {
    return start(address, grant.request().uid())
        .addToLabels(TARGET, target.name())
        .addToAnnotations(REQUEST_NAMESPACE, grant.request().namespace())
        .withOwnerReferences(record(grant))
        .build();
  }

  /** Metadata of the delivered Secret, which belongs to the request itself. */
  static ObjectMeta ofRequest(RequestRef request, Address address) {
    OwnerReference owner =
        new OwnerReferenceBuilder()
            .withApiVersion(API_VERSION)
            .withKind("AccessRequest")
            .withName(request.name())
            .withUid(request.uid())
            .withController(false)
            .withBlockOwnerDeletion(false)
            .build();
    return start(address, request.uid()).withOwnerReferences(owner).build();
  }

  /** Whether mark and owner both say that the object is this grant's. */
  static boolean isOn(ObjectMeta found, Grant grant) {
    return found.getLabels() != null
        && grant.request().uid().equals(found.getLabels().get(REQUEST_UID))
        && found.getOwnerReferences() != null
        && found.getOwnerReferences().stream()
            .anyMatch(owner -> grant.recordUid().equals(owner.getUid()));
  }

  private static ObjectMetaBuilder start(Address address, String requestUid) {
    return new ObjectMetaBuilder()
        .withName(address.name())
        .withNamespace(address.namespace())
        .addToLabels(MANAGED)
        .addToLabels(REQUEST_UID, requestUid);
  }

  private static OwnerReference record(Grant grant) {
    return new OwnerReferenceBuilder()
        .withApiVersion(API_VERSION)
        .withKind("AccessRecord")
        .withName(grant.recordName())
        .withUid(grant.recordUid())
        .withController(true)
        .withBlockOwnerDeletion(false)
        .build();
  }
}
