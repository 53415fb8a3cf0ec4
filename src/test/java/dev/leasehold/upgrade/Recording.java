package dev.leasehold.upgrade;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.leasehold.lab.Lab;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Writes down what a version of the operator left in a cluster, for {@link UpgradeIT}. */
record Recording(Stock stock) {
  /** One of each kind that the test goes on with. */
  private static final Set<String> NAMES =
      Set.of("own", "renewed", "amid", "waiting", "half", "withdrawn", "rejected");

  private static final List<String> COUNTERS = List.of("managedFields", "resourceVersion");

  /** Never a credential: what is delivered is left out. */
  private static final String CONTENT = "data";

  /** Writes them there, and says so. */
  String write(Path file) throws IOException {
    StringBuilder yaml = new StringBuilder();
    for (HasMetadata object : objects(stock.shop().lab())) {
      ObjectNode json = new KubernetesSerialization().convertValue(object, ObjectNode.class);
      json.remove(CONTENT);
      ((ObjectNode) json.get("metadata")).remove(COUNTERS);
      yaml.append(Serialization.asYaml(json));
    }
    Files.createDirectories(file.getParent());
    return Files.writeString(file, yaml).toString();
  }

  /** In the order in which they can be made. */
  private List<HasMetadata> objects(Lab lab) {
    List<HasMetadata> all = new ArrayList<>();
    var client = lab.adminClient();
    String own = stock.shop().namespace();
    for (String namespace : List.of(own, stock.shop().orders(), "leasehold-grants")) {
      all.add(client.namespaces().withName(namespace).require());
    }
    all.add(client.serviceAccounts().inNamespace(own).withName("worker").require());
    all.add(client.serviceAccounts().inNamespace(own).withName("watcher").require());
    all.addAll(client.rbac().roles().inNamespace(stock.shop().orders()).list().getItems());
    List<GenericKubernetesResource> requests =
        Snapshot.list(lab, "AccessRequest").stream()
            .filter(r -> NAMES.contains(r.getMetadata().getName()))
            .toList();
    all.addAll(Snapshot.list(lab, "EntitlementCatalog"));
    all.addAll(requests);
    List<String> uids = requests.stream().map(r -> r.getMetadata().getUid()).toList();
    Snapshot.list(lab, "AccessRecord").stream()
        .filter(r -> uids.contains(r.<String>get("spec", "request", "uid")))
        .forEach(all::add);
    for (String uid : uids) {
      all.addAll(made(lab, uid));
    }
    return all;
  }

  private static List<HasMetadata> made(Lab lab, String uid) {
    var client = lab.adminClient();
    String mark = "leasehold.dev/request-uid";
    List<HasMetadata> made = new ArrayList<>();
    made.addAll(client.serviceAccounts().inAnyNamespace().withLabel(mark, uid).list().getItems());
    made.addAll(client.secrets().inAnyNamespace().withLabel(mark, uid).list().getItems());
    made.addAll(
        client.rbac().roleBindings().inAnyNamespace().withLabel(mark, uid).list().getItems());
    return made;
  }

  /** The objects of such a file, as they were written. */
  static List<JsonNode> read(String yaml) {
    List<JsonNode> objects = new ArrayList<>();
    for (String document : yaml.split("(?m)^---\\n", -1)) {
      if (!document.isBlank()) {
        objects.add(Serialization.unmarshal("---\n" + document, JsonNode.class));
      }
    }
    return objects;
  }
}
