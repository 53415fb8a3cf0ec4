package dev.leasehold.cli;

import io.fabric8.kubernetes.api.model.AuthInfo;
import io.fabric8.kubernetes.api.model.Cluster;
import io.fabric8.kubernetes.api.model.Config;
import io.fabric8.kubernetes.api.model.Context;
import io.fabric8.kubernetes.api.model.NamedAuthInfo;
import io.fabric8.kubernetes.api.model.NamedCluster;
import io.fabric8.kubernetes.api.model.NamedContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Reads what most kubeconfigs consist of, in a twentieth of the time that it takes fabric8, which
 * knows all of it (decision 0119).
 *
 * @param config without clusters and users that say anything unusual
 * @param unusual the names of those, and of contexts that do
 */
record PlainKubeconfig(Config config, Set<String> unusual) {
  /** fabric8 resolves relative paths by the file that it finds under these keys. */
  private static final String CLUSTER_FILE = "KUBERNETES_CONFIG_CLUSTER_FILE_KEY";

  static final String USER_FILE = "KUBERNETES_CONFIG_AUTH_INFO_FILE_KEY";
  private static final String CONTEXT_FILE = "KUBERNETES_CONFIG_CONTEXT_FILE_KEY";

  private static final Map<String, BiConsumer<Cluster, String>> OF_CLUSTER =
      Map.of(
          "server", Cluster::setServer,
          "certificate-authority", Cluster::setCertificateAuthority,
          "certificate-authority-data", Cluster::setCertificateAuthorityData);

  private static final Map<String, BiConsumer<AuthInfo, String>> OF_USER =
      Map.of(
          "client-certificate", AuthInfo::setClientCertificate,
          "client-certificate-data", AuthInfo::setClientCertificateData,
          "client-key", AuthInfo::setClientKey,
          "client-key-data", AuthInfo::setClientKeyData,
          "token", AuthInfo::setToken);

  private static final Map<String, BiConsumer<Context, String>> OF_CONTEXT =
      Map.of(
          "cluster", Context::setCluster,
          "user", Context::setUser,
          "namespace", Context::setNamespace);

  /** What changes nothing of how the cluster is called. */
  private static final Set<String> IDLE = Set.of("extensions", "disable-compression");

  /** Empty if the whole file is unusual. */
  static Optional<PlainKubeconfig> of(Path file) {
    try {
      Object document =
          new Load(LoadSettings.builder().build()).loadFromString(Files.readString(file));
      return document instanceof Map<?, ?> words ? of(words, file) : Optional.empty();
    } catch (IOException | YamlEngineException e) {
      return Optional.empty();
    }
  }

  private static Optional<PlainKubeconfig> of(Map<?, ?> words, Path file) {
    Config config = new Config();
    Set<String> unusual = new HashSet<>();
    config.setContexts(contexts(words, file, unusual));
    config.setClusters(clusters(words, file, unusual));
    config.setUsers(users(words, file, unusual));
    if (!(words.get("current-context") instanceof String current)) {
      return words.get("current-context") == null
          ? Optional.of(new PlainKubeconfig(config, unusual))
          : Optional.empty();
    }
    config.setCurrentContext(current);
    return Optional.of(new PlainKubeconfig(config, unusual));
  }

  private static List<NamedContext> contexts(Map<?, ?> words, Path file, Set<String> unusual) {
    List<NamedContext> contexts = new ArrayList<>();
    for (Entry entry : entries(words, "contexts", "context")) {
      Context context = new Context();
      NamedContext named = new NamedContext();
      if (!fill(context, entry.content(), OF_CONTEXT)) {
        unusual.add(entry.name());
      }
      named.setName(entry.name());
      named.setContext(context);
      named.setAdditionalProperty(CONTEXT_FILE, file.toFile());
      contexts.add(named);
    }
    return contexts;
  }

  private static List<NamedCluster> clusters(Map<?, ?> words, Path file, Set<String> unusual) {
    List<NamedCluster> clusters = new ArrayList<>();
    for (Entry entry : entries(words, "clusters", "cluster")) {
      Cluster cluster = new Cluster();
      NamedCluster named = new NamedCluster();
      if (fill(cluster, entry.content(), OF_CLUSTER)) {
        named.setName(entry.name());
        named.setCluster(cluster);
        named.setAdditionalProperty(CLUSTER_FILE, file.toFile());
        clusters.add(named);
      } else {
        unusual.add(entry.name());
      }
    }
    return clusters;
  }

  private static List<NamedAuthInfo> users(Map<?, ?> words, Path file, Set<String> unusual) {
    List<NamedAuthInfo> users = new ArrayList<>();
    for (Entry entry : entries(words, "users", "user")) {
      AuthInfo user = new AuthInfo();
      NamedAuthInfo named = new NamedAuthInfo();
      if (fill(user, entry.content(), OF_USER)) {
        named.setName(entry.name());
        named.setUser(user);
        named.setAdditionalProperty(USER_FILE, file.toFile());
        users.add(named);
      } else {
        unusual.add(entry.name());
      }
    }
    return users;
  }

  /** What stands under a name. */
  private record Entry(String name, Map<?, ?> content) {}

  private static List<Entry> entries(Map<?, ?> words, String list, String content) {
    List<Entry> entries = new ArrayList<>();
    if (words.get(list) instanceof List<?> items) {
      for (Object item : items) {
        if (item instanceof Map<?, ?> map
            && map.get("name") instanceof String name
            && map.get(content) instanceof Map<?, ?> inner) {
          entries.add(new Entry(name, inner));
        }
      }
    }
    return entries;
  }

  /** Whether all of it was understood. */
  private static <T> boolean fill(
      T object, Map<?, ?> content, Map<String, BiConsumer<T, String>> known) {
    boolean all = true;
    for (Map.Entry<?, ?> word : content.entrySet()) {
      @Nullable BiConsumer<T, String> setter = known.get(String.valueOf(word.getKey()));
      if (setter != null && word.getValue() instanceof String text) {
        setter.accept(object, text);
      } else {
        all &= word.getValue() == null || IDLE.contains(String.valueOf(word.getKey()));
      }
    }
    return all;
  }
}
