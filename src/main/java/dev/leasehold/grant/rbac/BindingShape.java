package dev.leasehold.grant.rbac;

import dev.leasehold.model.Binding;
import dev.leasehold.model.Grant;
import dev.leasehold.model.Target;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleRef;
import io.fabric8.kubernetes.api.model.rbac.Subject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a grant's RoleBindings must be: one role, exactly one subject, and nothing more. */
final class BindingShape {
  private BindingShape() {}

  /** The binding at this index of the target's flattened list. */
  static RoleBinding of(Names names, Grant grant, Target target, int index) {
    Binding binding = target.bindings().get(index);
    return new RoleBindingBuilder()
        .withMetadata(Mark.ofTarget(grant, target, names.binding(grant, target, index)))
        .withNewRoleRef()
        .withApiGroup("rbac.authorization.k8s.io")
        .withKind(binding.role().kind().text())
        .withName(binding.role().name())
        .endRoleRef()
        .withSubjects(subject(names, grant, target))
        .build();
  }

  static boolean sameRole(@Nullable RoleRef one, RoleRef other) {
    return one != null
        && other.getKind().equals(one.getKind())
        && other.getName().equals(one.getName());
  }

  static boolean same(Subject one, Subject other) {
    return other.getKind().equals(one.getKind())
        && other.getName().equals(one.getName())
        && other.getNamespace().equals(one.getNamespace());
  }

  static boolean sameSubjects(@Nullable List<Subject> found, List<Subject> wanted) {
    return found != null && found.size() == 1 && same(found.getFirst(), wanted.getFirst());
  }

  private static Subject subject(Names names, Grant grant, Target target) {
    Subject subject = new Subject();
    subject.setKind("ServiceAccount");
    switch (target) {
      case Target.ServiceAccountToken token -> {
        Address account = names.account(grant, token);
        subject.setNamespace(account.namespace());
        subject.setName(account.name());
      }
      case Target.RoleBinding _ -> {
        subject.setNamespace(grant.subject().namespace());
        subject.setName(grant.subject().serviceAccount());
      }
      case Target.Vault _ -> throw new IllegalArgumentException("Vault targets bind nobody");
    }
    return subject;
  }
}
