package dev.leasehold.chart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.lab.Lab;
import dev.leasehold.lab.LabOptions;
import dev.leasehold.lab.People;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A release of the chart from its installation to its removal and back, by helm itself. */
final class ChartLifecycleIT {
  private static final String OLDER = "as-an-older-version-called-it";
  private static final String CATALOGS = "entitlementcatalogs.leasehold.dev";

  @Test
  void kindsAreUpgradedWithTheChartAndOutliveIt(@TempDir Path directory) throws IOException {
    try (Lab lab = Lab.start(LabOptions.ordinary())) {
      KubernetesClient admin = lab.adminClient();

      helm(lab, "install", olderChart(directory).toString(), "--create-namespace");
      assertThat(shortNamesOf(admin, CATALOGS)).contains(OLDER);
      String[] catalog = {"apply", "--filename=examples/50-catalog.yaml"};
      Lab.await()
          .ignoreExceptions()
          .untilAsserted(() -> lab.kubectl(People.ADMIN, catalog).orThrow());

      helm(lab, "upgrade", Rendered.CHART, Rendered.ODD);
      assertThat(shortNamesOf(admin, CATALOGS)).containsExactly("ecat");

      lab.helm("uninstall", "leasehold", "--namespace=" + Rendered.NAMESPACE).orThrow();
      assertThat(admin.rbac().clusterRoles().withName("leasehold-operator").get()).isNull();
      Lab.await().until(() -> admin.namespaces().withName("leasehold-grants").get() == null);
      assertThat(policiesLeft(lab)).isEmpty();
      assertThat(lab.kubectl(People.ADMIN, "get", CATALOGS, "payments").succeeded()).isTrue();

      helm(lab, "install", Rendered.CHART);
      assertThat(lab.kubectl(People.ADMIN, "get", CATALOGS, "payments").succeeded()).isTrue();
    }
  }

  private static void helm(Lab lab, String verb, String chart, String... more) {
    String[] arguments = new String[more.length + 4];
    arguments[0] = verb;
    arguments[1] = "leasehold";
    arguments[2] = chart;
    arguments[3] = "--namespace=" + Rendered.NAMESPACE;
    System.arraycopy(more, 0, arguments, 4, more.length);
    lab.helm(arguments).orThrow();
  }

  private static List<String> shortNamesOf(KubernetesClient client, String kind) {
    return client
        .apiextensions()
        .v1()
        .customResourceDefinitions()
        .withName(kind)
        .get()
        .getSpec()
        .getNames()
        .getShortNames();
  }

  private static String policiesLeft(Lab lab) {
    return lab.kubectl(
            People.ADMIN,
            "get",
            "validatingadmissionpolicies,validatingadmissionpolicybindings,"
                + "mutatingadmissionpolicies,mutatingadmissionpolicybindings",
            "--selector=app.kubernetes.io/part-of=leasehold",
            "--output=name")
        .orThrow()
        .stdout();
  }

  /** The same chart, whose catalogs have one more short name. */
  private static Path olderChart(Path directory) throws IOException {
    Path source = Path.of(Rendered.CHART);
    try (var files = Files.walk(source)) {
      files.filter(Files::isRegularFile).forEach(file -> copy(file, directory, source));
    }
    return directory;
  }

  private static void copy(Path file, Path directory, Path source) {
    try {
      Path target = directory.resolve(source.relativize(file).toString());
      Files.createDirectories(target.getParent());
      String text = Files.readString(file);
      Files.writeString(target, file.endsWith(CATALOGS + "-v1.yml") ? older(text) : text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String older(String catalogs) {
    return catalogs.replaceFirst("shortNames:\\n( *- )", "shortNames:\n$1" + OLDER + "\n$1");
  }
}
