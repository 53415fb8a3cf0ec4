package dev.leasehold.grant.rbac;

import dev.leasehold.grant.Outcome;
import dev.leasehold.grant.Removal;
import dev.leasehold.grant.Unavailable;
import dev.leasehold.model.Grant;
import dev.leasehold.model.Holdings;
import dev.leasehold.model.ObjectRef;
import dev.leasehold.model.Reason;
import dev.leasehold.model.ReasonCode;
import dev.leasehold.model.Target;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.api.model.rbac.Subject;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;

/** The RoleBindings of grants: one for each role and namespace, each with exactly one subject. */
final class Bindings {
  private static final String EMPTIED = " Its subjects are emptied: it grants nothing any more.";
  private static final String NOT_EMPTIED =
      " Its subjects could not be emptied: until then it still grants access.";

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

  /** One call for each binding, that makes it or finds it as it should be. */
  List<Callable<Outcome<ObjectRef>>> ensureAll(Grant grant, Target target) {
    return IntStream.range(0, target.bindings().size())
        .<Callable<Outcome<ObjectRef>>>mapToObj(index -> () -> ensure(grant, target, index))
        .toList();
  }

  /** One call for each binding, that ends the access it gives. */
  List<Callable<Removal>> cutAll(Grant grant, Target target, Holdings known) {
    return IntStream.range(0, target.bindings().size())
        .<Callable<Removal>>mapToObj(
            index -> () -> cut(grant, names.binding(grant, target, index), known))
        .toList();
  }

  private Outcome<ObjectRef> ensure(Grant grant, Target target, int index) {
    Address address = names.binding(grant, target, index);
    RoleBinding wanted = BindingShape.of(names, grant, target, index);
    return creation.create(address, wanted, grant, found -> repair(address, found, wanted));
  }

  /**
   * Deletes the binding; if a finalizer or a policy keeps it, and with it the access, its subjects
   * are taken out at once. Why in this order: decision 0020.
   */
  private Removal cut(Grant grant, Address address, Holdings known) {
    return deletion.delete(
        address, address.uidIn(known), grant, (held, why) -> empty(address, held, why));
  }

  private Outcome<ObjectRef> repair(Address address, Reply.Present found, RoleBinding wanted) {
    ObjectRef ref = Creation.ref(address, found.metadata());
    if (!BindingShape.sameRole(found.roleRef(), wanted.getRoleRef())) {
      return new Outcome.Refused<>(
          new Reason(
              ReasonCode.WIDENED,
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

  private Removal empty(Address address, Reply.Present held, Reason reason) {
    if (held.subjects() == null || held.subjects().isEmpty()) {
      return left(reason, EMPTIED);
    }
    try {
      return switch (cluster.patch(address, subjects(held, List.of()))) {
        case Reply.Present _ -> left(reason, EMPTIED);
        case Reply.Absent _ -> Deletion.gone(address, held.metadata().getUid(), Deletion.NOT_FOUND);
        case Reply.Deleted _,
            Reply.NoNamespace _,
            Reply.Taken _,
            Reply.Conflict _,
            Reply.Fenced _,
            Reply.Invalid _ ->
            left(reason, NOT_EMPTIED);
      };
    } catch (Unavailable e) {
      return left(reason, NOT_EMPTIED + " " + e.reason().message());
    }
  }

  /** Sets the subjects of exactly the object that was seen, whatever else became of it. */
  private static List<Map<String, Object>> subjects(Reply.Present seen, List<Subject> subjects) {
    return List.of(
        Map.of("op", "test", "path", "/metadata/uid", "value", seen.metadata().getUid()),
        Map.of("op", "add", "path", "/subjects", "value", subjects));
  }

  private static Removal left(Reason held, String more) {
    return new Removal.Left(new Reason(held.code(), held.message() + more));
  }

  private static Unavailable fenced(Address address, String policy) {
    return Verdict.unavailable(
        ReasonCode.FENCED, address, "policy " + policy + " protects its subjects");
  }
}
