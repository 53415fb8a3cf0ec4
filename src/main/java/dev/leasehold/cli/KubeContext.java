package dev.leasehold.cli;

import io.fabric8.kubernetes.api.model.AuthInfo;
import io.fabric8.kubernetes.api.model.Cluster;
import io.fabric8.kubernetes.api.model.Config;
import io.fabric8.kubernetes.api.model.Context;
import io.fabric8.kubernetes.api.model.NamedAuthInfo;
import io.fabric8.kubernetes.api.model.NamedCluster;
import io.fabric8.kubernetes.api.model.NamedContext;
import io.fabric8.kubernetes.client.internal.KubeConfigUtils;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One context of kubeconfigs, of which the first to name something wins.
 *
 * @param name of the context
 * @param context which cluster, and as whom
 */
record KubeContext(String name, Context context, List<Config> configs) {
  /** Why it is no way to a cluster. */
  static final class Refused extends Exception {
    private static final long serialVersionUID = 1L;

    /** In words for whoever wrote the kubeconfig, or named the context. */
    Refused(String why) {
      super(why);
    }

    /** Why, in words. */
    String why() {
      return Objects.requireNonNull(getMessage());
    }
  }

  /**
   * The one of this name, or the current one; empty if that is not defined.
   *
   * @throws Refused if none has this name: fabric8 would take the current one
   */
  static Optional<KubeContext> of(List<Config> configs, @Nullable String wanted) throws Refused {
    Optional<String> name =
        Optional.ofNullable(wanted)
            .or(() -> first(configs, config -> Stream.ofNullable(config.getCurrentContext())))
            .filter(text -> !text.isEmpty());
    Optional<KubeContext> found =
        name.flatMap(
            text ->
                first(configs, config -> named(config, text))
                    .map(context -> new KubeContext(text, context, configs)));
    if (wanted != null && found.isEmpty()) {
      throw new Refused("--context: the kubeconfig has no context " + wanted);
    }
    return found;
  }

  private static Stream<Context> named(Config config, String name) {
    return all(config.getContexts())
        .filter(one -> name.equals(one.getName()))
        .map(NamedContext::getContext)
        .filter(Objects::nonNull);
  }

  /** Its own, and those of its cluster and its user. */
  Stream<String> names() {
    return Stream.of(name, context.getCluster(), context.getUser()).filter(Objects::nonNull);
  }

  /**
   * How to call its cluster.
   *
   * @throws Refused if it names what is not defined, or its user says what is not supported here
   */
  io.fabric8.kubernetes.client.Config config() throws Refused {
    Cluster cluster =
        first(configs, config -> cluster(config, context.getCluster()))
            .orElseThrow(() -> undefined("cluster", context.getCluster()));
    unsupported("cluster.tls-server-name", cluster.getTlsServerName());
    io.fabric8.kubernetes.client.Config made = io.fabric8.kubernetes.client.Config.empty();
    Optional<AuthInfo> user = user();
    KubeConfigUtils.merge(made, name, configs.toArray(Config[]::new));
    if (user.isPresent()) {
      impersonates(made, user.get());
    }
    return made;
  }

  private Optional<AuthInfo> user() throws Refused {
    String named = context.getUser();
    if (named == null || named.isEmpty()) {
      return Optional.empty();
    }
    NamedAuthInfo user =
        first(configs, config -> user(config, named)).orElseThrow(() -> undefined("user", named));
    unsupported("user.as-uid", user.getUser().getAsUid());
    read(user);
    return Optional.of(user.getUser());
  }

  private static Stream<Cluster> cluster(Config config, @Nullable String name) {
    return all(config.getClusters())
        .filter(one -> Objects.equals(one.getName(), name))
        .map(NamedCluster::getCluster)
        .filter(Objects::nonNull);
  }

  private static Stream<NamedAuthInfo> user(Config config, String name) {
    return all(config.getUsers())
        .filter(one -> name.equals(one.getName()))
        .filter(one -> one.getUser() != null);
  }

  private static <T> Stream<T> all(@Nullable List<T> items) {
    return items == null ? Stream.empty() : items.stream();
  }

  private static <T> Optional<T> first(List<Config> configs, Function<Config, Stream<T>> part) {
    return configs.stream().flatMap(part).findFirst();
  }

  private Refused undefined(String kind, @Nullable String named) {
    return new Refused(
        "the kubeconfig's context %s names the %s %s, which is not defined"
            .formatted(name, kind, Objects.requireNonNullElse(named, "''")));
  }

  /** Where it is ignored, calls would go elsewhere, or as somebody else. */
  private void unsupported(String field, @Nullable String value) throws Refused {
    if (value != null && !value.isEmpty()) {
      throw new Refused(
          "the kubeconfig's context %s has %s, which is not supported here: use another context"
              .formatted(name, field));
    }
  }

  /**
   * fabric8 does not read token files; a token in one comes before one beside it, as in kubectl. A
   * relative one is looked for beside the kubeconfig.
   */
  private static void read(NamedAuthInfo named) {
    AuthInfo user = named.getUser();
    if (user.getTokenFile() == null || user.getTokenFile().isEmpty()) {
      return;
    }
    Path file = Path.of(user.getTokenFile());
    Path beside =
        named.getAdditionalProperties().get(PlainKubeconfig.USER_FILE) instanceof File config
            ? config.toPath().toAbsolutePath().resolveSibling(file)
            : file;
    try {
      user.setToken(Files.readString(beside).strip());
    } catch (IOException e) {
      // Then the one beside it counts, as in kubectl.
    }
  }

  private static void impersonates(io.fabric8.kubernetes.client.Config made, AuthInfo user) {
    if (user.getAs() != null && !user.getAs().isEmpty()) {
      made.setImpersonateUsername(user.getAs());
      made.setImpersonateGroups(all(user.getAsGroups()).toArray(String[]::new));
      made.setImpersonateExtras(user.getAsUserExtra());
    }
  }
}
