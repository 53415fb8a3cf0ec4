package dev.leasehold.grant.rbac;

import dev.leasehold.model.Condition;
import dev.leasehold.model.CredentialFacts;
import dev.leasehold.model.Grant;
import dev.leasehold.model.Holdings;
import dev.leasehold.model.Reason;
import dev.leasehold.model.ReasonCode;
import dev.leasehold.model.Target;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.api.model.rbac.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Compares what is there with what was granted. What others wrote is judged, never quoted: names in
 * RBAC may hold any text.
 */
final class Inspection {
  private final ClusterView view;
  private final Names names;

  Inspection(ClusterView view, Names names) {
    this.view = view;
    this.names = names;
  }

  /** The gravest of all that is found: wider before less before intact. */
  Condition inspect(Grant grant, Target target, Holdings known) {
    List<Condition> found = new ArrayList<>();
    for (int i = 0; i < target.bindings().size(); i++) {
      found.add(binding(grant, target, i, known));
    }
    if (target instanceof Target.ServiceAccountToken) {
      view.accounts().ifPresent(lookup -> found.add(account(lookup, grant, target, known)));
      view.anchors()
          .ifPresent(
              lookup ->
                  known
                      .current()
                      .ifPresent(facts -> found.add(anchor(lookup, grant, target, facts))));
    }
    return first(found, Condition.Widened.class)
        .or(() -> first(found, Condition.Lessened.class))
        .orElseGet(Condition.Intact::new);
  }

  private Condition binding(Grant grant, Target target, int index, Holdings known) {
    Address address = names.binding(grant, target, index);
    RoleBinding wanted = BindingShape.of(names, grant, target, index);
    return view.bindings()
        .find(address.namespace(), address.name())
        .map(found -> compare(address, found, wanted, grant, known))
        .orElseGet(() -> lessened(ReasonCode.BINDING_MISSING, address + " is missing"));
  }

  private static Condition compare(
      Address address, RoleBinding found, RoleBinding wanted, Grant grant, Holdings known) {
    Subject subject = wanted.getSubjects().getFirst();
    List<Subject> subjects = found.getSubjects() == null ? List.of() : found.getSubjects();
    boolean reaches = subjects.stream().anyMatch(each -> BindingShape.same(each, subject));
    boolean marked = Mark.isOn(found.getMetadata(), grant);
    if (!marked && !isKnown(found.getMetadata(), known) && !reaches) {
      return lessened(ReasonCode.FOREIGN_OBJECT, address + " is there but is not this grant's");
    }
    if (!BindingShape.sameRole(found.getRoleRef(), wanted.getRoleRef())) {
      return widened(ReasonCode.ROLE_REF_CHANGED, address + " binds another role than was granted");
    }
    if (!subjects.stream().allMatch(each -> BindingShape.same(each, subject))) {
      return widened(
          ReasonCode.SUBJECTS_ADDED, address + " has subjects that were not granted anything");
    }
    if (!marked) {
      return widened(
          ReasonCode.MARK_REMOVED, address + " has lost the labels or owner that make it ours");
    }
    if (!reaches) {
      return lessened(ReasonCode.SUBJECTS_REMOVED, address + " has lost its subject");
    }
    return found.getMetadata().getDeletionTimestamp() == null
        ? new Condition.Intact()
        : lessened(ReasonCode.BINDING_MISSING, address + " is being deleted");
  }

  private Condition account(
      ClusterView.Lookup<ObjectMeta> accounts, Grant grant, Target target, Holdings known) {
    Address address = names.account(grant, target);
    Optional<ObjectMeta> found = accounts.find(address.namespace(), address.name());
    if (found.isEmpty()) {
      return lost(ReasonCode.ACCOUNT_MISSING, address + " is missing, and no token of it works");
    }
    boolean recorded = known.objects().stream().anyMatch(ref -> ref.name().equals(address.name()));
    if (recorded && !isKnown(found.get(), known)) {
      return lost(
          ReasonCode.ACCOUNT_MISSING, address + " is another one, and no earlier token works");
    }
    // Whoever keeps it by a finalizer keeps nothing alive: a minute later its tokens are refused.
    return found.get().getDeletionTimestamp() == null
        ? new Condition.Intact()
        : lost(
            ReasonCode.ACCOUNT_MISSING,
            address + " is being deleted, and its tokens stop working a minute after that began");
  }

  private Condition anchor(
      ClusterView.Lookup<ObjectMeta> anchors, Grant grant, Target target, CredentialFacts facts) {
    Address anchor = names.anchor(grant, target, facts.generation());
    return anchors
        .find(anchor.namespace(), anchor.name())
        .filter(found -> facts.anchor().uid().equals(found.getUid()))
        .filter(found -> found.getDeletionTimestamp() == null)
        .<Condition>map(found -> new Condition.Intact())
        .orElseGet(
            () ->
                lost(
                    ReasonCode.ANCHOR_MISSING,
                    anchor + " is missing, and the token bound to it is dead"));
  }

  private static boolean isKnown(ObjectMeta found, Holdings known) {
    return known.objects().stream().anyMatch(ref -> ref.uid().equals(found.getUid()));
  }

  private static Optional<Condition> first(List<Condition> found, Class<? extends Condition> kind) {
    return found.stream().filter(kind::isInstance).findFirst();
  }

  private static Condition lessened(ReasonCode code, String what) {
    return new Condition.Lessened(new Reason(code, what + "."));
  }

  private static Condition lost(ReasonCode code, String what) {
    return new Condition.Lessened(new Reason(code, what + "."), true);
  }

  private static Condition widened(ReasonCode code, String what) {
    return new Condition.Widened(new Reason(code, what + "."));
  }
}
