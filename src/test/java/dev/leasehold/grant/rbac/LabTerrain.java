package dev.leasehold.grant.rbac;

import dev.leasehold.grant.Delivery;
import dev.leasehold.grant.Outcome;
import dev.leasehold.grant.Provisioner;
import dev.leasehold.grant.Terrain;
import dev.leasehold.lab.Lab;
import dev.leasehold.model.Grant;
import dev.leasehold.model.ObjectRef;
import dev.leasehold.model.RequestRef;
import dev.leasehold.model.Subject;
import dev.leasehold.model.Target;
import dev.leasehold.model.Window;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * A lab with the chart installed, used with the operator's own identity and rights; third parties
 * are the administrator. Its grants have a real request and a real record, or garbage collection
 * would take their objects away.
 */
final class LabTerrain implements Terrain, AutoCloseable {
  static final String SUBJECT = "nightly-report";
  static final Duration TIMEOUT = Duration.ofSeconds(5);

  /** Nothing listens there. */
  private static final String NOWHERE = "https://127.0.0.1:1";

  private final Lab lab;
  private final String payments;
  private final KubernetesClient operator;
  private final KubernetesClient nobody;

  /** Its roles are bound in {@code shop}; its requests are in a namespace named after it. */
  LabTerrain(Lab lab, String shop) {
    this.lab = lab;
    lab.namespace(shop, Map.of());
    this.payments = lab.namespace(shop + "-payments", Map.of());
    String identity = lab.serviceAccountKubeconfig("leasehold-system", "leasehold-operator");
    this.operator = lab.clientOf(identity);
    this.nobody =
        new KubernetesClientBuilder()
            .withConfig(
                new ConfigBuilder(Config.fromKubeconfig(identity)).withMasterUrl(NOWHERE).build())
            .build();
    apply(
        new ServiceAccountBuilder()
            .withNewMetadata()
            .withName(SUBJECT)
            .withNamespace(payments)
            .endMetadata()
            .build());
    apply(
        new RoleBuilder()
            .withNewMetadata()
            .withName("orders-reader")
            .withNamespace(shop)
            .endMetadata()
            .addNewRule()
            .withApiGroups("")
            .withResources("configmaps")
            .withVerbs("get", "list")
            .endRule()
            .build());
    awaitFence();
  }

  /** A new policy takes about a second to act. */
  private void awaitFence() {
    String name = "somebodys-" + UUID.randomUUID();
    occupy("Secret", payments, name);
    RequestRef anyone = new RequestRef(payments, "anyone", UUID.randomUUID().toString());
    Lab.await().until(() -> delivery().available(anyone, name) instanceof Outcome.Refused);
  }

  KubernetesClient operator() {
    return operator;
  }

  RbacSettings settings() {
    String authority = lab.adminClient().getConfiguration().getCaCertData();
    return new RbacSettings(
        "leasehold-grants",
        new String(Base64.getDecoder().decode(authority), StandardCharsets.UTF_8),
        Optional.of(lab.server()),
        TIMEOUT);
  }

  @Override
  public RbacProvisioner provisioner() {
    return new RbacProvisioner(operator, settings());
  }

  @Override
  public Provisioner cutOff() {
    return new RbacProvisioner(nobody, settings());
  }

  @Override
  public SecretDelivery delivery() {
    return new SecretDelivery(operator, TIMEOUT);
  }

  @Override
  public Delivery deliveryCutOff() {
    return new SecretDelivery(nobody, TIMEOUT);
  }

  @Override
  public Grant grant(List<Target> targets) {
    String name = "report-" + UUID.randomUUID();
    RequestRef request =
        new RequestRef(payments, name, create(lab.adminClient(), request(payments, name)));
    String record = create(operator, record(request));
    Instant now = Instant.now();
    return new Grant(
        request,
        record,
        new Subject(payments, SUBJECT),
        "unused",
        targets,
        new Window(now, now.plus(Duration.ofHours(4))),
        name);
  }

  @Override
  public Optional<ObjectRef> find(String kind, String namespace, String name) {
    return Optional.ofNullable(at(kind, namespace, name).get())
        .map(
            found ->
                new ObjectRef(
                    found.getApiVersion(), kind, namespace, name, found.getMetadata().getUid()));
  }

  @Override
  public ObjectRef occupy(String kind, String namespace, String name) {
    HasMetadata foreign =
        switch (kind) {
          case "RoleBinding" ->
              new RoleBindingBuilder()
                  .withNewMetadata()
                  .withName(name)
                  .withNamespace(namespace)
                  .endMetadata()
                  .withNewRoleRef("rbac.authorization.k8s.io", "ClusterRole", "edit")
                  .build();
          case "Secret" ->
              new SecretBuilder()
                  .withNewMetadata()
                  .withName(name)
                  .withNamespace(namespace)
                  .endMetadata()
                  .withStringData(Map.of("whose", "somebody's"))
                  .build();
          default -> throw new IllegalArgumentException(kind);
        };
    lab.adminClient().resource(foreign).create();
    return find(kind, namespace, name).orElseThrow();
  }

  @Override
  public void lose(ObjectRef ref) {
    at(ref).delete();
    Lab.await().until(() -> find(ref.kind(), ref.namespace(), ref.name()).isEmpty());
  }

  @Override
  public void hold(ObjectRef ref) {
    at(ref).edit(found -> finalizers(found, List.of("example.com/hold")));
  }

  @Override
  public void release(ObjectRef ref) {
    at(ref).edit(found -> finalizers(found, List.of()));
  }

  @Override
  public void close() {
    operator.close();
    nobody.close();
  }

  private static GenericKubernetesResource finalizers(
      GenericKubernetesResource found, List<String> finalizers) {
    found.getMetadata().setFinalizers(finalizers);
    return found;
  }

  private Resource<GenericKubernetesResource> at(ObjectRef ref) {
    return at(ref.kind(), ref.namespace(), ref.name());
  }

  private Resource<GenericKubernetesResource> at(String kind, String namespace, String name) {
    String apiVersion = kind.equals("RoleBinding") ? "rbac.authorization.k8s.io/v1" : "v1";
    return lab.adminClient()
        .genericKubernetesResources(apiVersion, kind)
        .inNamespace(namespace)
        .withName(name);
  }

  private void apply(HasMetadata object) {
    lab.adminClient().resource(object).forceConflicts().serverSideApply();
  }

  private static String create(KubernetesClient client, String yaml) {
    GenericKubernetesResource object =
        Serialization.unmarshal(yaml, GenericKubernetesResource.class);
    ResourceDefinitionContext context =
        new ResourceDefinitionContext.Builder()
            .withGroup("leasehold.dev")
            .withVersion("v1alpha1")
            .withKind(object.getKind())
            .withPlural(object.getKind().toLowerCase(Locale.ROOT) + "s")
            .withNamespaced(object.getMetadata().getNamespace() != null)
            .build();
    return client
        .genericKubernetesResources(context)
        .resource(object)
        .create()
        .getMetadata()
        .getUid();
  }

  private static String request(String namespace, String name) {
    return """
      apiVersion: leasehold.dev/v1alpha1
      kind: AccessRequest
      metadata: {namespace: %s, name: %s}
      spec:
        entitlement: {catalog: payments, name: orders-reader}
        subject: {serviceAccountName: nightly-report}
        duration: 4h
      """
        .formatted(namespace, name);
  }

  private static String record(RequestRef request) {
    return """
      apiVersion: leasehold.dev/v1alpha1
      kind: AccessRecord
      metadata: {name: %s}
      spec:
        outcome: Granted
        window: {start: "2026-01-01T00:00:00Z", end: "2036-01-01T00:00:00Z"}
        applier: admin
        requester: {name: admin, claimed: false}
        request: {namespace: %s, name: %s, uid: %s, specDigest: "%s"}
        subject: {namespace: %s, serviceAccountName: %s}
        entitlement: {catalog: payments, name: orders-reader}
      """
        .formatted(
            request.recordName(),
            request.namespace(),
            request.name(),
            request.uid(),
            "0".repeat(64),
            request.namespace(),
            SUBJECT);
  }
}
