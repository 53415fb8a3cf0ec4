package dev.leasehold.guard;

import dev.leasehold.lab.Lab;
import dev.leasehold.lab.LabOptions;
import dev.leasehold.lab.People;
import dev.leasehold.lab.Robots;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A lab for one test class that does to the guard what others could not bear. */
final class OwnLab implements BeforeAllCallback, AfterAllCallback {
  private static final Map<String, String> VALUES =
      Map.of(
          "bindable.roles", "{orders-watcher}",
          "bindable.clusterRoles", "{view,edit}",
          "bindable.toSubjects.roles", "{orders-watcher}",
          "bindable.toSubjects.clusterRoles", "{view}",
          "operatorTokens.users", "{runner}",
          "machines.users", Robots.braces(Robots.USERS),
          "machines.groups", Robots.braces(Robots.GROUPS));

  private @Nullable Stage stage;

  /** A lab with the chart installed; the caller closes it. */
  static Lab start() {
    Lab lab = Lab.start(LabOptions.ordinary());
    try {
      lab.installChart(VALUES);
      return lab;
    } catch (RuntimeException e) {
      lab.close();
      throw e;
    }
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    Lab lab = start();
    try {
      stage = Stage.in(lab);
    } catch (RuntimeException | AssertionError e) {
      lab.close();
      throw e;
    }
  }

  @Override
  public void afterAll(ExtensionContext context) {
    if (stage != null) {
      stage.lab().close();
    }
  }

  Stage stage() {
    if (stage == null) {
      throw new IllegalStateException("register as a static @RegisterExtension");
    }
    return stage;
  }

  /** Puts the guard back as the chart has it; what others added to it would outlive an upgrade. */
  void reinstall() {
    delete(
        "validatingadmissionpolicies,validatingadmissionpolicybindings,"
            + "mutatingadmissionpolicies,mutatingadmissionpolicybindings",
        "--all");
    stage().lab().installChart(VALUES);
    stage().awaitGuard();
  }

  /** Takes policies or bindings away; {@code kinds} and further arguments as kubectl has them. */
  void delete(String kinds, String... names) {
    String[] command = new String[names.length + 2];
    command[0] = "delete";
    command[1] = kinds;
    System.arraycopy(names, 0, command, 2, names.length);
    stage().lab().kubectl(People.ADMIN, command).orThrow();
  }
}
