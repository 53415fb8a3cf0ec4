package dev.leasehold.ending;

import dev.leasehold.lab.Lab;
import dev.leasehold.lab.Person;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** What one test plays on: a team's namespace, a shop's, and a catalog, all named after it. */
record Scene(Lab lab, String name) {
  static final Person ASKER = new Person("ending-asker", "ending-requesters");
  static final Person OWNER = new Person("ending-owner", "ending-owners");

  private static final AtomicInteger SERIAL = new AtomicInteger();
  private static final Set<Lab> STAGED = ConcurrentHashMap.newKeySet();

  private static final String PROPS =
      """
      apiVersion: rbac.authorization.k8s.io/v1
      kind: Role
      metadata: {name: orders-reader, namespace: %1$s-shop}
      rules: [{apiGroups: [""], resources: [configmaps], verbs: [get, list]}]
      ---
      apiVersion: v1
      kind: ServiceAccount
      metadata: {name: worker, namespace: %1$s}
      """;

  static Scene set(Lab lab, Terms terms) {
    stage(lab);
    String name = "ending-" + SERIAL.incrementAndGet();
    lab.namespace(name, Map.of("ending", name));
    lab.namespace(name + "-shop", Map.of());
    Scene scene = new Scene(lab, name);
    scene.apply(PROPS.formatted(name));
    return scene.offers(terms);
  }

  /** The catalog offers this from now on. */
  Scene offers(Terms terms) {
    apply(Terms.catalog(name, terms.entitlement("reader", shop())));
    return this;
  }

  String shop() {
    return name + "-shop";
  }

  KubernetesClient admin() {
    return lab.adminClient();
  }

  /** Somebody asks for access for so long. */
  Asked asks(String request, String duration) {
    return asks(ASKER, request, duration);
  }

  /** This person does. */
  Asked asks(Person who, String request, String duration) {
    GenericKubernetesResource made =
        lab.client(who).resource(parse(request(request, duration))).create();
    return new Asked(this, request, made.getMetadata().getUid());
  }

  /** Somebody asks for access for so long, from this time on. */
  Asked asksFrom(String request, String duration, Instant start) {
    return asksWith(request, duration, "startAt: \"" + start + "\"");
  }

  /** The same with one more line of spec. */
  Asked asksWith(String request, String duration, String line) {
    String with = request(request, duration) + "  " + line + "\n";
    GenericKubernetesResource made = lab.client(ASKER).resource(parse(with)).create();
    return new Asked(this, request, made.getMetadata().getUid());
  }

  /** The same, approved and in use. */
  Asked active(String duration) {
    return asks("nightly", duration).approved().active();
  }

  /** What is granted may read these. */
  void roleAllows(String resources) {
    apply(PROPS.formatted(name).replace("resources: [configmaps]", "resources: " + resources));
  }

  void apply(String yaml) {
    apply(lab, yaml);
  }

  /** What somebody applies who asks for access for so long. */
  String request(String request, String duration) {
    return """
        apiVersion: leasehold.dev/v1alpha1
        kind: AccessRequest
        metadata: {name: %1$s, namespace: %2$s}
        spec:
          entitlement: {catalog: %2$s, name: reader}
          subject: {serviceAccountName: worker}
          duration: %3$s
          justification: the tests of endings
        """
        .formatted(request, name, duration);
  }

  private static GenericKubernetesResource parse(String yaml) {
    return Serialization.unmarshal(yaml, GenericKubernetesResource.class);
  }

  static void apply(Lab lab, String yaml) {
    for (String document : yaml.split("\n---\n", -1)) {
      HasMetadata object = parse(document);
      lab.adminClient().resource(object).forceConflicts().serverSideApply();
    }
    if (yaml.contains("Binding\n")) {
      lab.awaitAllBindings();
    }
  }

  private static synchronized void stage(Lab lab) {
    if (STAGED.add(lab)) {
      try (InputStream file = Scene.class.getResourceAsStream("/ending/cast.yaml")) {
        if (file == null) {
          throw new IllegalStateException("ending/cast.yaml is missing");
        }
        apply(lab, new String(file.readAllBytes(), StandardCharsets.UTF_8));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
