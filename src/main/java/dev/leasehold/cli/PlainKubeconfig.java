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
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Reads what most kubeconfigs consist of, in a twentieth of the time that it takes fabric8, which
 * knows all of it (decision 0119).
 *
 * @param config all that was understood
 * @param unusual the names of contexts, clusters and users of which that is not all
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
    config.setContexts(
        parts(words, "contexts", "context", Context::new, OF_CONTEXT, unusual).stream()
            .map(part -> named(new NamedContext(), part, file))
            .toList());
    config.setClusters(
        parts(words, "clusters", "cluster", Cluster::new, OF_CLUSTER, unusual).stream()
            .map(part -> named(new NamedCluster(), part, file))
            .toList());
    config.setUsers(
        parts(words, "users", "user", AuthInfo::new, OF_USER, unusual).stream()
            .map(part -> named(new NamedAuthInfo(), part, file))
            .toList());
    Object current = words.get("current-context");
    if (current instanceof String name) {
      config.setCurrentContext(name);
    }
    return current == null || current instanceof String
        ? Optional.of(new PlainKubeconfig(config, unusual))
        : Optional.empty();
  }

  private static NamedContext named(NamedContext named, Part<Context> part, Path file) {
    named.setName(part.name());
    named.setContext(part.content());
    named.setAdditionalProperty(CONTEXT_FILE, file.toFile());
    return named;
  }

  private static NamedCluster named(NamedCluster named, Part<Cluster> part, Path file) {
    named.setName(part.name());
    named.setCluster(part.content());
    named.setAdditionalProperty(CLUSTER_FILE, file.toFile());
    return named;
  }

  private static NamedAuthInfo named(NamedAuthInfo named, Part<AuthInfo> part, Path file) {
    named.setName(part.name());
    named.setUser(part.content());
    named.setAdditionalProperty(USER_FILE, file.toFile());
    return named;
  }

  /** What stands under a name. */
  private record Part<T>(String name, T content) {}

  private static <T> List<Part<T>> parts(
      Map<?, ?> words,
      String list,
      String content,
      Supplier<T> empty,
      Map<String, BiConsumer<T, String>> known,
      Set<String> unusual) {
    List<Part<T>> parts = new ArrayList<>();
    if (words.get(list) instanceof List<?> items) {
      for (Object item : items) {
        if (item instanceof Map<?, ?> map
            && map.get("name") instanceof String name
            && map.get(content) instanceof Map<?, ?> inner) {
          T made = empty.get();
          if (!fill(made, inner, known)) {
            unusual.add(name);
          }
          parts.add(new Part<>(name, made));
        }
      }
    }
    return parts;
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
