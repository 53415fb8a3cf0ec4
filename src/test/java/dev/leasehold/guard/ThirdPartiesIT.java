package dev.leasehold.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.lab.Lab;
import dev.leasehold.lab.People;
import dev.leasehold.lab.SharedLab;
import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the operator made is its own: others, administrators too, may delete it and no more. */
final class ThirdPartiesIT {
  private static final String MARK = "leasehold-mark";
  private static final String GRANTS = "leasehold-grants-namespace";

  @RegisterExtension static final SharedLab LAB = SharedLab.withChart();
  private static Stage stage;
  private static KubernetesClient admin;

  private final GrantObjects ours = new GrantObjects(UUID.randomUUID().toString());

  @BeforeAll
  static void open() {
    stage = Stage.in(LAB.lab());
    admin = stage.as(People.ADMIN);
  }

  @Test
  void nobodyElseGivesTheMark() {
    String namespace = stage.namespace();
    Wire.assertNotMade(MARK, admin, ours.secret(namespace, "mine"));
    Wire.assertNotMade(MARK, admin, ours.account(namespace, "mine"));
    Wire.assertNotMade(MARK, admin, ours.binding(namespace, "view", ours.subject()));
    GenericKubernetesResource unmarked =
        Wire.create(admin, GrantObjects.unmarked(ours.secret(namespace, "mine")));
    unchanged(unmarked, MARK, () -> Wire.merge(admin, unmarked, ours.marking()));
  }

  @Test
  void nobodyElseChangesOrRemovesTheMark() {
    GenericKubernetesResource object =
        Wire.create(stage.operator(), ours.secret(stage.namespace(), "delivered"));
    unchanged(object, MARK, () -> Wire.merge(admin, object, "{\"metadata\": {\"labels\": null}}"));
    String another = new GrantObjects(UUID.randomUUID().toString()).marking();
    unchanged(object, MARK, () -> Wire.merge(admin, object, another));
  }

  @Test
  void nobodyElseSaysWhomOurBindingsBind() {
    String namespace = stage.namespace();
    GenericKubernetesResource binding =
        Wire.create(stage.operator(), ours.binding(namespace, "view", ours.subject()));
    String eve =
        """
        {"subjects": [{"apiGroup": "rbac.authorization.k8s.io", "kind": "User", "name": "eve"}]}
        """;
    unchanged(binding, MARK, () -> Wire.merge(admin, binding, eve));
    unchanged(binding, MARK, () -> Wire.merge(admin, binding, "{\"subjects\": null}"));
    Wire.merge(admin, binding, "{\"metadata\": {\"labels\": {\"seen\": \"true\"}}}");
    admin.resource(binding).delete();
    assertThat(admin.resource(binding).get()).isNull();
  }

  @Test
  void nothingOfOthersIsMadeInTheNamespaceOfGrants() {
    for (String foreign :
        List.of(
            GrantObjects.unmarked(ours.secret("leasehold-grants", "mine")),
            GrantObjects.unmarked(ours.account("leasehold-grants", "mine")))) {
      Wire.assertNotMade(GRANTS, admin, foreign)
          .hasMessageContaining("only the operator makes and changes");
    }
    for (KubernetesClient who : List.of(admin, stage.as(Cast.WILMA))) {
      Wire.assertNotMade(GRANTS, who, GrantObjects.POD).hasMessageContaining("no pods");
    }
  }

  @Test
  void nobodyElseMintsTokensForGrants() {
    String account = ours.name("-a");
    Wire.create(stage.operator(), ours.account("leasehold-grants", account));
    Wire.create(stage.operator(), ours.secret("leasehold-grants", account + "-1"));
    Wire.assertRefused(GRANTS, () -> GrantObjects.mint(admin, account, account + "-1", 3600))
        .hasMessageContaining("only the operator mints tokens");
    assertThat(
            GrantObjects.mint(stage.operator(), account, account + "-1", 3600)
                .getStatus()
                .getToken())
        .isNotEmpty();
  }

  @Test
  void nobodyElseChangesAnAnchorButAnybodyMayDeleteIt() {
    GenericKubernetesResource anchor =
        Wire.create(stage.operator(), ours.secret("leasehold-grants", ours.name("-a-1")));
    unchanged(anchor, GRANTS, () -> Wire.merge(admin, anchor, "{\"stringData\": {\"a\": \"b\"}}"));
    admin.resource(admin.resource(anchor).get()).update();
    admin.resource(anchor).delete();
    assertThat(admin.resource(anchor).get()).isNull();
  }

  @Test
  void aNamespaceGoesWithEverythingInIt() {
    StagedRequest request = stage.offered().annotate(Cast.RITA, "leasehold.dev/revoke", "bye");
    String namespace = request.namespace();
    Wire.create(stage.operator(), ours.secret(namespace, "delivered"));
    Wire.create(stage.operator(), ours.binding(namespace, "view", ours.subject()));
    admin.namespaces().withName(namespace).delete();
    Lab.await().until(() -> admin.namespaces().withName(namespace).get() == null);
  }

  /** The garbage collector looks for new kinds every 30 s, and so may know ours only then. */
  @Test
  void whatARequestOwnsIsCollectedWithIt() {
    StagedRequest request = stage.offered();
    GenericKubernetesResource secret = Wire.parse(ours.secret(request.namespace(), "delivered"));
    secret.addOwnerReference(request.now());
    stage.operator().resource(secret).create();
    admin.resource(request.now()).withPropagationPolicy(DeletionPropagation.FOREGROUND).delete();
    Lab.await().until(() -> admin.resource(secret).get() == null);
    Lab.await().until(() -> admin.resource(Wire.parse(request.manifest(Map.of()))).get() == null);
    aRequestIsLetGoOfAndCollected();
  }

  private static void aRequestIsLetGoOfAndCollected() {
    StagedRequest request = stage.offered();
    GenericKubernetesResource owner = own(request, "first");
    admin.resource(owner).withPropagationPolicy(DeletionPropagation.ORPHAN).delete();
    Lab.await().until(() -> request.now().getMetadata().getOwnerReferences().isEmpty());
    GenericKubernetesResource another = own(request, "second");
    admin.resource(another).withPropagationPolicy(DeletionPropagation.FOREGROUND).delete();
    Lab.await().until(() -> admin.resource(another).get() == null);
    Lab.await().until(() -> admin.resource(Wire.parse(request.manifest(Map.of()))).get() == null);
  }

  private static GenericKubernetesResource own(StagedRequest request, String name) {
    GenericKubernetesResource owner =
        Wire.create(
            admin,
            "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: %s, namespace: %s}"
                .formatted(name, request.namespace()));
    Map<String, ?> reference =
        Map.of(
            "apiVersion",
            "v1",
            "kind",
            "ConfigMap",
            "name",
            name,
            "uid",
            owner.getMetadata().getUid(),
            "blockOwnerDeletion",
            true);
    request.patch(stage.as(Cast.RITA), Map.of("ownerReferences", List.of(reference)));
    return owner;
  }

  private static void unchanged(
      GenericKubernetesResource object, String policy, ThrowingCallable write) {
    String before = admin.resource(object).get().toString();
    Wire.assertRefused(policy, write);
    assertThat(admin.resource(object).get()).hasToString(before);
  }
}
