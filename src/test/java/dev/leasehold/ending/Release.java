package dev.leasehold.ending;

import dev.leasehold.lab.Lab;
import dev.leasehold.lab.LabOptions;
import dev.leasehold.lab.Operator;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.util.ArrayList;
import java.util.List;

/** A lab whose chart is a release of helm's, as its users install, upgrade and remove it. */
record Release(Lab lab) implements AutoCloseable {
  private static final String CHART = "helm/leasehold";

  static Release installed() {
    Release release = new Release(Lab.start(LabOptions.ordinary()));
    try {
      release.install();
      return release;
    } catch (RuntimeException e) {
      release.close();
      throw e;
    }
  }

  void install() {
    helm(
        "install",
        CHART,
        "--create-namespace",
        "--set=bindable.roles={orders-reader}",
        "--set=bindable.toSubjects.roles={orders-reader}",
        "--set=kubeconfig.server=" + lab.server());
    lab.awaitGuard();
  }

  /** The same release with these values besides. */
  void upgrade(String values) {
    helm("upgrade", CHART, "--reuse-values", "--set=" + values);
  }

  /** The release as it was installed. */
  void rollback() {
    helm("rollback", "1");
  }

  /** Removed, and gone with everything in the namespace of grants. */
  void uninstall() {
    helm("uninstall");
    Lab.await().until(() -> namespaceOfGrants().get() == null);
  }

  /** The operator that this release deploys, with its rights and its environment. */
  Operator deployed() {
    return Operator.start(lab);
  }

  @Override
  public void close() {
    lab.close();
  }

  private Resource<Namespace> namespaceOfGrants() {
    return lab.adminClient().namespaces().withName(Asked.GRANTS);
  }

  private void helm(String verb, String... more) {
    List<String> words = new ArrayList<>(List.of(verb, "leasehold"));
    words.addAll(List.of(more));
    words.add("--namespace=leasehold-system");
    lab.helm(words.toArray(String[]::new)).orThrow();
  }
}
