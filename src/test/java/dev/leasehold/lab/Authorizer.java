package dev.leasehold.lab;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.authorization.v1.SubjectAccessReviewBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBuilder;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.PolicyRuleBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBuilder;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What decides in an API server who may do what. It hears of roles and bindings by watches, of each
 * kind in their order, some time after they were written: once it knows of one that was written
 * last, it knows of all before.
 */
record Authorizer(Lab lab) {
  private static final String NAMESPACE = "default";
  private static final String GROUP = "rbac.authorization.k8s.io";

  /** Waits until it knows of all roles and role bindings that there are now. */
  void knowsRoleBindings() {
    String mark = mark();
    until(
        mark,
        new RoleBuilder().withMetadata(meta(mark, NAMESPACE)).withRules(rule(mark)).build(),
        new RoleBindingBuilder()
            .withMetadata(meta(mark, NAMESPACE))
            .withNewRoleRef(GROUP, "Role", mark)
            .addNewSubject(GROUP, "User", mark, null)
            .build());
  }

  /** The same, of cluster roles and cluster role bindings. */
  void knowsClusterRoleBindings() {
    String mark = mark();
    until(
        mark,
        new ClusterRoleBuilder().withMetadata(meta(mark, null)).withRules(rule(mark)).build(),
        new ClusterRoleBindingBuilder()
            .withMetadata(meta(mark, null))
            .withNewRoleRef(GROUP, "ClusterRole", mark)
            .addNewSubject(GROUP, "User", mark, null)
            .build());
  }

  private void until(String mark, HasMetadata role, HasMetadata binding) {
    List<HasMetadata> written = List.of(role, binding);
    written.forEach(object -> lab.adminClient().resource(object).create());
    Lab.await().until(() -> isAllowed(mark));
    written.forEach(object -> lab.adminClient().resource(object).delete());
  }

  private boolean isAllowed(String mark) {
    return lab.adminClient()
        .resource(
            new SubjectAccessReviewBuilder()
                .withNewSpec()
                .withUser(mark)
                .withNewResourceAttributes()
                .withVerb("get")
                .withResource("configmaps")
                .withNamespace(NAMESPACE)
                .withName(mark)
                .endResourceAttributes()
                .endSpec()
                .build())
        .create()
        .getStatus()
        .getAllowed();
  }

  private static String mark() {
    return "known-" + UUID.randomUUID();
  }

  private static ObjectMeta meta(String name, @Nullable String namespace) {
    return new ObjectMetaBuilder().withName(name).withNamespace(namespace).build();
  }

  private static PolicyRule rule(String name) {
    return new PolicyRuleBuilder()
        .withApiGroups("")
        .withResources("configmaps")
        .withResourceNames(name)
        .withVerbs("get")
        .build();
  }
}
