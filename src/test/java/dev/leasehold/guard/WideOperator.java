package dev.leasehold.guard;

import dev.leasehold.lab.Lab;
import dev.leasehold.lab.People;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/** A lab of its own, shared by the classes about the fence, where the operator has every right. */
final class WideOperator implements BeforeAllCallback {
  private @Nullable Opened opened;

  @Override
  public void beforeAll(ExtensionContext context) {
    opened =
        context
            .getRoot()
            .getStore(Namespace.create(WideOperator.class))
            .computeIfAbsent(WideOperator.class, key -> Opened.now(), Opened.class);
  }

  Stage stage() {
    if (opened == null) {
      throw new IllegalStateException("register as a static @RegisterExtension");
    }
    return opened.stage;
  }

  KubernetesClient operator() {
    return stage().operator();
  }

  KubernetesClient admin() {
    return stage().as(People.ADMIN);
  }

  /** The operator's write is refused in this policy's name, and the object is as it was. */
  void refused(String policy, GenericKubernetesResource object, ThrowingCallable write) {
    String before = admin().resource(object).get().toString();
    Wire.assertRefused(policy, write);
    Assertions.assertThat(admin().resource(object).get()).hasToString(before);
  }

  /** JUnit closes it with the root context. */
  private record Opened(Stage stage) implements AutoCloseable {
    static Opened now() {
      Lab lab = OwnLab.start();
      lab.kubectl(
              People.ADMIN,
              "create",
              "clusterrolebinding",
              "every-right",
              "--clusterrole=cluster-admin",
              "--serviceaccount=leasehold-system:leasehold-operator")
          .orThrow();
      return new Opened(Stage.in(lab));
    }

    @Override
    public void close() {
      stage.lab().close();
    }
  }
}
