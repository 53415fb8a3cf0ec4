package dev.leasehold.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whom the operator can bind, even with every right there is. */
final class BindingFenceIT extends Fenced {
  private static final String BINDINGS = "leasehold-fence-bindings";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{apiGroup: rbac.authorization.k8s.io, kind: User, name: eve}",
        "{apiGroup: rbac.authorization.k8s.io, kind: Group, name: 'system:authenticated'}",
        "{kind: ServiceAccount, namespace: leasehold-grants, name: default}",
        "{kind: ServiceAccount, namespace: leasehold-grants, name:"
            + " ar-00000000-0000-4000-8000-000000000000-a}",
        "{kind: ServiceAccount, namespace: leasehold-system, name: leasehold-operator}",
        "{kind: ServiceAccount, namespace: kube-system, name: default}",
        "{kind: ServiceAccount, namespace: default, name: default}"
      })
  void bindingsBindNobodyButTheRequestsOwnAccount(String subject) {
    Wire.assertNotMade(BINDINGS, operator, ours.binding(namespace, "edit", subject));
    String andOurs = ours.subject() + ", " + subject;
    Wire.assertNotMade(BINDINGS, operator, ours.binding(namespace, "edit", andOurs));
    GenericKubernetesResource binding =
        Wire.create(operator, ours.binding(namespace, "edit", ours.subject()));
    GenericKubernetesResource widened = Wire.parse(ours.binding(namespace, "edit", subject));
    WIDE.refused(BINDINGS, binding, () -> operator.resource(widened).update());
    operator.resource(Wire.parse(ours.binding(namespace, "edit", ""))).update();
    operator.resource(binding).delete();
  }

  @Test
  void listedRolesMayGoToOneServiceAccountOfTheRequestsNamespace() {
    String subject = GrantObjects.subject(namespace, "nightly");
    Wire.create(operator, ours.bindingFor(namespace, namespace, "view", subject));
    GrantObjects next = new GrantObjects(UUID.randomUUID().toString());
    for (String refused :
        List.of(
            next.bindingFor(namespace, namespace, "edit", subject),
            next.bindingFor(
                namespace, namespace, "view", GrantObjects.subject("default", "nightly")),
            next.bindingFor(namespace, namespace, "view", subject + ", " + subject),
            next.bindingFor(
                "kube-system", namespace, "view", GrantObjects.subject("kube-system", "default")),
            next.bindingFor(
                "leasehold-system",
                namespace,
                "view",
                GrantObjects.subject("leasehold-system", "leasehold-operator")),
            next.binding(namespace, "view", subject))) {
      Wire.assertNotMade(BINDINGS, operator, refused);
    }
  }

  @Test
  void bindingsOfOthersAreOutOfReach() {
    String subject = GrantObjects.subject(namespace, "nightly");
    String theirs =
        GrantObjects.unmarked(ours.binding(namespace, "view", subject)).replace("ar-", "x-");
    GenericKubernetesResource binding = Wire.create(admin, theirs);
    WIDE.refused(BINDINGS, binding, () -> operator.resource(binding).delete());
    WIDE.refused(BINDINGS, binding, () -> Wire.merge(operator, binding, "{\"subjects\": []}"));
    WIDE.refused(BINDINGS, binding, () -> Wire.merge(operator, binding, ours.marking()));
  }

  @Test
  void bindingsBearTheMarkInLabelAndNameAndStayOutOfTheNamespaceOfGrants() {
    for (String refused :
        List.of(
            GrantObjects.unmarked(ours.binding(namespace, "view", "")),
            ours.binding(namespace, "view", "").replace("name: ar-", "name: xr-"),
            ours.binding(GRANTS, "view", ours.subject()))) {
      Wire.assertNotMade(BINDINGS, operator, refused);
    }
  }

  @Test
  void aBindingWhoseMarkWasTakenWhileTheGuardWasOffCanStillBeEnded() {
    String stripped = GrantObjects.unmarked(ours.binding(namespace, "view", ours.subject()));
    GenericKubernetesResource binding = Wire.create(admin, stripped);
    Wire.merge(operator, binding, "{\"subjects\": []}");
    operator.resource(binding).delete();
    assertThat(admin.resource(binding).get()).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"ClusterRoleBinding", "ClusterRole", "Role"})
  void nothingElseOfRbacIsTheOperators(String kind) {
    String object =
        """
        apiVersion: rbac.authorization.k8s.io/v1
        kind: %s
        metadata: {name: %s%s}
        %s
        """
            .formatted(
                kind,
                ours.name("-a-0"),
                kind.equals("Role") ? ", namespace: " + namespace : "",
                kind.equals("ClusterRoleBinding")
                    ? "roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name:"
                        + " view}"
                    : "rules: []");
    Wire.assertNotMade(BINDINGS, operator, object);
  }
}
