package dev.leasehold.controller;

import dev.leasehold.api.v1alpha1.AccessRecord;
import dev.leasehold.api.v1alpha1.RecordPhase;
import dev.leasehold.cluster.Caches;
import dev.leasehold.observe.Keys;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import java.util.List;
import java.util.Objects;

/** Grants of one role binding each, which are there. */
record Bound(FakeApi api, Caches caches) {
  /** An active grant from 08:00 to 12:00, whose binding these finalizers hold. */
  AccessRecord put(String uid, List<String> finalizers) {
    AccessRecord record = Written.binding(Written.granted(uid, "Active", "RoleBinding"));
    api.put(Written.RECORDS + "ar-" + uid, record);
    api.put(
        path(uid),
        new RoleBindingBuilder()
            .withNewMetadata()
            .withName("ar-" + uid + "-shop-0")
            .withNamespace("shop")
            .withUid("b-" + uid)
            .withFinalizers(finalizers)
            .addToLabels(Keys.REQUEST_UID, uid)
            .addNewOwnerReference()
            .withUid("r-" + uid)
            .endOwnerReference()
            .endMetadata()
            .withNewRoleRef("rbac.authorization.k8s.io", "Role", "orders-reader")
            .addNewSubject("", "ServiceAccount", "nightly", "payments")
            .build());
    AccessRecord there = api.get(Written.RECORDS + "ar-" + uid, AccessRecord.class);
    caches.writtenRecords().wrote("ar-" + uid, there);
    return there;
  }

  static String path(String uid) {
    return "/apis/rbac.authorization.k8s.io/v1/namespaces/shop/rolebindings/ar-" + uid + "-shop-0";
  }

  /** Whether its binding is there, and binds anybody. */
  boolean givesAccess(String uid) {
    return api.has(path(uid)) && !api.get(path(uid), RoleBinding.class).getSubjects().isEmpty();
  }

  boolean isEnded(String uid) {
    AccessRecord record = api.get(Written.RECORDS + "ar-" + uid, AccessRecord.class);
    return Objects.requireNonNull(record.getStatus()).phase() == RecordPhase.Ended;
  }
}
