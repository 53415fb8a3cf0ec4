package dev.leasehold.grant.rbac;

import dev.leasehold.grant.Outcome;
import dev.leasehold.grant.Removal;
import dev.leasehold.grant.Unavailable;
import dev.leasehold.model.Grant;
import dev.leasehold.model.ObjectRef;
import dev.leasehold.model.Reason;
import dev.leasehold.model.Target;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.api.model.rbac.Subject;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The RoleBindings of grants: one for each role and namespace, each with exactly one subject. */
final class Bindings {
  private final Cluster cluster;
  private final Names names;
  private final Creation creation;
  private final Deletion deletion;

  Bindings(Cluster cluster, Names names) {
    this.cluster = cluster;
    this.names = names;
    this.creation = new Creation(cluster);
    this.deletion = new Deletion(cluster);
  }

  Outcome<ObjectRef> ensure(Grant grant, Target target, int index) {
    Address address = names.binding(grant, target, index);
    RoleBinding wanted = BindingShape.of(names, grant, target, index);
    return creation.create(address, wanted, grant, found -> repair(address, found, wanted));
  }

  /**
   * Deletes the binding; if a finalizer keeps it, and with it the access, its subjects are taken
   * out at once. Why in this order: decision 0020.
   */
  Removal cut(Grant grant, Target target, int index, Optional<String> uid) {
    Address address = names.binding(grant, target, index);
    return deletion.delete(address, uid, grant, held -> empty(address, held));
  }

  private Outcome<ObjectRef> repair(Address address, Reply.Present found, RoleBinding wanted) {
    ObjectRef ref = Creation.ref(address, found.metadata());
    if (!BindingShape.sameRole(found.roleRef(), wanted.getRoleRef())) {
      return new Outcome.Refused<>(
          new Reason(
              "Widened",
              address + " binds another role than was granted; delete it, or let the grant end."));
    }
    if (BindingShape.sameSubjects(found.subjects(), wanted.getSubjects())) {
      return new Outcome.Done<>(ref);
    }
    return switch (cluster.patch(address, subjects(found, wanted.getSubjects()))) {
      case Reply.Present _ -> new Outcome.Done<>(ref);
      case Reply.Fenced(String policy) -> throw fenced(address, policy);
      case Reply.Absent _,
          Reply.Deleted _,
          Reply.NoNamespace _,
          Reply.Taken _,
          Reply.Conflict _,
          Reply.Invalid _ ->
          throw Creation.contended(address);
    };
  }

  private Removal empty(Address address, Reply.Present held) {
    Reason reason = Deletion.heldBy(address, held.metadata());
    if (held.subjects() == null || held.subjects().isEmpty()) {
      return new Removal.Left(emptied(reason));
    }
    return switch (cluster.patch(address, subjects(held, List.of()))) {
      case Reply.Present _ -> new Removal.Left(emptied(reason));
      case Reply.Absent _ -> Deletion.gone(address, held.metadata().getUid(), Deletion.NOT_FOUND);
      case Reply.Fenced(String policy) -> new Removal.Left(fenced(address, policy).reason());
      case Reply.Deleted _, Reply.NoNamespace _, Reply.Taken _, Reply.Conflict _, Reply.Invalid _ ->
          new Removal.Left(reason);
    };
  }

  /** Sets the subjects of exactly the object that was seen, whatever else became of it. */
  private static List<Map<String, Object>> subjects(Reply.Present seen, List<Subject> subjects) {
    return List.of(
        Map.of("op", "test", "path", "/metadata/uid", "value", seen.metadata().getUid()),
        Map.of("op", "add", "path", "/subjects", "value", subjects));
  }

  private static Reason emptied(Reason held) {
    return new Reason(
        held.code(), held.message() + " Its subjects are emptied: it grants nothing any more.");
  }

  private static Unavailable fenced(Address address, String policy) {
    return Verdict.unavailable("Fenced", address, "policy " + policy + " protects its subjects");
  }
}
