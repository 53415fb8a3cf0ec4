package dev.leasehold.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The lab that people keep for playing, away from one that somebody may be playing with right now.
 */
class UpIT {
  @TempDir Path playground;

  @AfterEach
  void down() {
    run("down").orThrow();
  }

  @Test
  void aDetachedLabCanBeUsedByItsKubeconfigsUntilItIsToldToStop() {
    assertThat(run("up", "--bare", "--detach").orThrow().stdout()).contains("The lab is up");
    for (Person person : People.all()) {
      assertThat(whoami(person)).contains(person.name(), person.groups().getFirst());
    }
    assertThat(run("up", "--bare", "--detach").stderr()).contains("up already");
    assertThat(run("status").orThrow().stdout()).contains("The lab is up");

    assertThat(run("down").orThrow().stdout()).contains("The lab is down");

    assertThat(run("status")).returns(3, Outcome::exitCode);
    assertThat(playground.resolve("kubeconfigs")).isEmptyDirectory();
    assertThat(run("down").orThrow().stdout()).contains("No lab is up");
  }

  @Test
  void aLabWhoseHolderWasKilledIsNotCalledUp() {
    run("up", "--bare", "--detach").orThrow();
    new Sandbox(playground).holder().destroyForcibly();
    Lab.await().until(() -> run("status").exitCode() == 3);
    assertThat(run("up", "--bare", "--detach").orThrow().stdout()).contains("The lab is up");
  }

  private String whoami(Person person) {
    List<String> command =
        List.of(
            Programs.path("kubectl").toString(),
            "--kubeconfig=" + playground.resolve("kubeconfigs").resolve(person.name() + ".yaml"),
            "auth",
            "whoami");
    return Outcome.of(command, Map.of(), null).orThrow().stdout();
  }

  private Outcome run(String... arguments) {
    return new Sandbox(playground).run(arguments);
  }
}
