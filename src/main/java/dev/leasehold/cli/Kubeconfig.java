package dev.leasehold.cli;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.internal.KubeConfigUtils;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** The file that somebody names as the way to a cluster. */
final class Kubeconfig {
  private Kubeconfig() {}

  /**
   * What it says; anything else than a cluster would be guessed by the client.
   *
   * @throws ParameterException that names the file, if it cannot be read or has no current context
   */
  static Config of(Path file, CommandSpec command) {
    return read(file, null, command);
  }

  /**
   * What this file says, or if none is named what kubectl would take: KUBECONFIG, or the usual
   * file.
   *
   * @throws ParameterException if no cluster is found, or not in this context
   */
  static Config found(@Nullable Path file, @Nullable String context, CommandSpec command) {
    Config config = read(file, context, command);
    Authorities.only(config);
    return config;
  }

  private static Config read(@Nullable Path file, @Nullable String context, CommandSpec command) {
    try {
      return file == null ? usual(context) : named(file, context);
    } catch (KubeContext.Refused e) {
      throw new ParameterException(command.commandLine(), e.why(), e);
    }
  }

  private static Config named(Path file, @Nullable String context) throws KubeContext.Refused {
    if (!Files.isReadable(file)) {
      throw new KubeContext.Refused("--kubeconfig: " + file + " cannot be read; name a file");
    }
    return merged(List.of(file), context)
        .orElseThrow(
            () ->
                new KubeContext.Refused(
                    "%s is no kubeconfig with a current-context that it defines".formatted(file)));
  }

  private static Config usual(@Nullable String context) throws KubeContext.Refused {
    List<Path> files =
        Config.getKubeconfigFilenames().stream()
            .map(Path::of)
            .filter(Files::isRegularFile)
            .toList();
    Config config =
        merged(files, context)
            .orElseThrow(
                () ->
                    new KubeContext.Refused(
                        "no kubeconfig with a current-context found: name one with --kubeconfig, or set KUBECONFIG"));
    Config.configFromSysPropsOrEnvVars(config);
    return config;
  }

  /** Of several files the first to name something wins. Empty without a context. */
  private static Optional<Config> merged(List<Path> files, @Nullable String context)
      throws KubeContext.Refused {
    List<PlainKubeconfig> plain =
        files.stream().map(PlainKubeconfig::of).flatMap(Optional::stream).toList();
    if (plain.size() == files.size()) {
      Optional<KubeContext> found =
          KubeContext.of(plain.stream().map(PlainKubeconfig::config).toList(), context);
      Set<String> unusual =
          plain.stream().flatMap(one -> one.unusual().stream()).collect(Collectors.toSet());
      if (found.stream().flatMap(KubeContext::names).noneMatch(unusual::contains)) {
        return config(found);
      }
    }
    return config(KubeContext.of(whole(files), context));
  }

  private static Optional<Config> config(Optional<KubeContext> context) throws KubeContext.Refused {
    return context.isPresent() ? Optional.of(context.get().config()) : Optional.empty();
  }

  /** As fabric8 reads them. */
  private static List<io.fabric8.kubernetes.api.model.Config> whole(List<Path> files)
      throws KubeContext.Refused {
    List<io.fabric8.kubernetes.api.model.Config> configs = new ArrayList<>();
    for (Path file : files) {
      try {
        configs.add(KubeConfigUtils.parseConfig(file.toFile()));
      } catch (RuntimeException e) {
        // The parser throws whatever it stumbles over, on an empty file too.
        throw new KubeContext.Refused(
            file + " is no kubeconfig with a current-context that it defines");
      }
    }
    return configs;
  }
}
