package dev.leasehold.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.lab.Lab;
import dev.leasehold.lab.People;
import dev.leasehold.lab.Person;
import dev.leasehold.lab.Robots;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/** A lab with the guard at work, a cast with rights of every kind, and requests to act on. */
final class Stage {
  static final String OPERATOR_NAMESPACE = "leasehold-system";
  static final String GRANTS_NAMESPACE = "leasehold-grants";

  /** As the chart is installed in the shared lab and in {@link OwnLab}. */
  static final Installation INSTALLATION =
      new Installation(
          OPERATOR_NAMESPACE,
          "system:serviceaccount:leasehold-system:leasehold-operator",
          GRANTS_NAMESPACE,
          List.of("*"),
          List.of("orders-watcher"),
          List.of("view"),
          List.of("runner"),
          Robots.USERS,
          Robots.GROUPS);

  private static final AtomicInteger SERIAL = new AtomicInteger();

  private final Lab lab;
  private final Map<String, KubernetesClient> accounts = new ConcurrentHashMap<>();

  private Stage(Lab lab) {
    this.lab = lab;
  }

  /** Brings in the cast and waits until the guard acts. */
  static Stage in(Lab lab) {
    Stage stage = new Stage(lab);
    lab.kubectlWithInput(People.ADMIN, resource("cast.yaml"), "apply", "--server-side", "-f", "-")
        .orThrow();
    lab.awaitAllBindings();
    stage.awaitGuard();
    return stage;
  }

  void awaitGuard() {
    GuardProbe probe = probe();
    Lab.await().untilAsserted(() -> assertThat(probe.prove()).isInstanceOf(Proof.Live.class));
  }

  /** The policies that do not act now, as their own trials find. */
  Set<String> idle() {
    return Trials.all(new ApiServer(operator()), INSTALLATION, true).stream()
        .flatMap(trial -> trial.failure(GuardSource.API).stream())
        .map(Proof.NotLive::policy)
        .collect(Collectors.toSet());
  }

  Lab lab() {
    return lab;
  }

  GuardProbe probe() {
    return new GuardProbe(operator(), INSTALLATION, GuardSource.API);
  }

  KubernetesClient as(Person person) {
    return lab.client(person);
  }

  KubernetesClient operator() {
    return account(OPERATOR_NAMESPACE, "leasehold-operator");
  }

  /** A client for a service account; closed with the JVM. */
  KubernetesClient account(String namespace, String name) {
    return accounts.computeIfAbsent(
        namespace + "/" + name, who -> lab.clientOf(lab.serviceAccountKubeconfig(namespace, name)));
  }

  /** A namespace of its own, with the subject in it. */
  String namespace() {
    return lab.namespace("guard-" + SERIAL.incrementAndGet(), Map.of());
  }

  /** A request by rita that nobody has looked at yet. */
  StagedRequest request() {
    return requestBy(as(Cast.RITA), Map.of());
  }

  /** A request by rita with an offer for the role owner. */
  StagedRequest offered() {
    return request().offer("owner");
  }

  /** A request with these annotations in a namespace of its own. */
  StagedRequest requestBy(KubernetesClient applier, Map<String, String> annotations) {
    return requestOf("nightly", applier, annotations);
  }

  /** The same, for another subject. */
  StagedRequest requestOf(
      String subject, KubernetesClient applier, Map<String, String> annotations) {
    StagedRequest request = new StagedRequest(this, namespace(), "nightly-report");
    Wire.create(
        applier, request.manifest(annotations).replace("Name: nightly}", "Name: " + subject + "}"));
    return request;
  }

  /** A GitOps controller's service account, which may request for others. */
  KubernetesClient gitops() {
    return account("guard-gitops", "controller");
  }

  /** Lets the operator edit the requests of this namespace, as if the chart allowed it. */
  void grantOperatorEditsOf(String namespace) {
    lab.kubectl(
            People.ADMIN,
            "create",
            "rolebinding",
            "operator",
            "--namespace=" + namespace,
            "--clusterrole=guard-cast",
            "--serviceaccount=leasehold-system:leasehold-operator")
        .orThrow();
    lab.awaitRoleBindings();
  }

  static String resource(String name) {
    try (InputStream file = Stage.class.getResourceAsStream("/guard/" + name)) {
      if (file == null) {
        throw new IllegalArgumentException(name);
      }
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
