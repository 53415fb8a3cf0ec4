package dev.leasehold.path;

import dev.leasehold.api.v1alpha1.EntitlementCatalog;
import dev.leasehold.api.v1alpha1.EntitlementStatus;
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
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What one test plays on: a team's namespace, the namespace with the orders, and a catalog that has
 * the name of the team's namespace.
 */
public record Shop(Lab lab, String namespace) {
  private static final AtomicInteger SERIAL = new AtomicInteger();
  private static final Set<Lab> STAGED = ConcurrentHashMap.newKeySet();

  /** A new one, with a catalog that offers these. */
  public static Shop offering(Lab lab, Entitled... entitlements) {
    Shop shop = bare(lab);
    shop.offers(entitlements);
    return shop;
  }

  /** A new one, without a catalog. */
  public static Shop bare(Lab lab) {
    return named(lab, "path-" + SERIAL.incrementAndGet());
  }

  /** The same, by this name, which no other test uses. */
  static Shop named(Lab lab, String name) {
    stage(lab);
    lab.namespace(name, Map.of("path", name));
    lab.namespace(name + "-shop", Map.of());
    Shop shop = new Shop(lab, name);
    shop.apply(resource("shop.yaml").replace("NS", name));
    return shop;
  }

  /** Where the orders are. */
  public String orders() {
    return namespace + "-shop";
  }

  /** The catalog's owner offers these, and nothing else any more. */
  public void offers(Entitled... entitlements) {
    apply(Entitled.catalog(namespace, List.of(entitlements)));
  }

  /** Rita asks for the entitlement reader for the service account worker. */
  public Asked asks(String name, String fields) {
    return asks(Cast.RITA, Map.of(), name, "reader", fields);
  }

  /** Somebody asks, with these further fields of spec. */
  public Asked asks(
      Person who, Map<String, String> annotations, String name, String entitlement, String fields) {
    lab.client(who).resource(request(annotations, name, entitlement, fields)).create();
    return new Asked(this, name);
  }

  public GenericKubernetesResource request(
      Map<String, String> annotations, String name, String entitlement, String fields) {
    String subject = fields.contains("subject:") ? "" : "subject: {serviceAccountName: worker}, ";
    return parse(
        """
        apiVersion: leasehold.dev/v1alpha1
        kind: AccessRequest
        metadata: {name: %s, namespace: %s, annotations: %s}
        spec: {entitlement: {catalog: %s, name: %s}, %s%s}
        """
            .formatted(
                name,
                namespace,
                Serialization.asJson(annotations),
                namespace,
                entitlement,
                subject,
                fields));
  }

  /** What the catalog's status says of an entitlement. */
  public EntitlementStatus entitlement(String name) {
    EntitlementCatalog catalog =
        admin().resources(EntitlementCatalog.class).withName(namespace).get();
    return catalog.getStatus() == null
        ? new EntitlementStatus(name, null, false, null, 0, 0)
        : catalog.getStatus().entitlements().stream()
            .filter(e -> e.name().equals(name))
            .findFirst()
            .orElse(new EntitlementStatus(name, null, false, null, 0, 0));
  }

  /** The administrator applies this YAML. */
  public void apply(String yaml) {
    apply(lab, yaml);
  }

  public KubernetesClient admin() {
    return lab.adminClient();
  }

  public static GenericKubernetesResource parse(String yaml) {
    return Serialization.unmarshal("---\n" + yaml, GenericKubernetesResource.class);
  }

  private static void apply(Lab lab, String yaml) {
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
      apply(lab, resource("cast.yaml"));
    }
  }

  private static String resource(String name) {
    try (InputStream file = Shop.class.getResourceAsStream("/path/" + name)) {
      if (file == null) {
        throw new IllegalArgumentException(name);
      }
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
