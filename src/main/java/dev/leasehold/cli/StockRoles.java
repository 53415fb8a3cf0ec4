package dev.leasehold.cli;

import com.fasterxml.jackson.core.JsonParser;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The ClusterRoles for people that every cluster has, as one version of Kubernetes ships them. A
 * cluster's own may have more: others add to view, edit and admin.
 */
final class StockRoles {
  /** Whose they are; a test compares them with that API server's. */
  static final String VERSION = "1.37";

  private static final String FILE = "stock-roles.yaml";

  private StockRoles() {}

  static List<ClusterRole> all() {
    try (InputStream in = StockRoles.class.getResourceAsStream(FILE)) {
      if (in == null) {
        throw new IllegalStateException(FILE + " is missing from the package");
      }
      List<ClusterRole> roles = new ArrayList<>();
      try (JsonParser parser =
          Yaml.documents(new String(in.readAllBytes(), StandardCharsets.UTF_8))) {
        while (parser.nextToken() != null) {
          String json = Yaml.document(parser).toString();
          roles.add(Serialization.unmarshal(json, ClusterRole.class));
        }
      }
      return List.copyOf(roles);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
