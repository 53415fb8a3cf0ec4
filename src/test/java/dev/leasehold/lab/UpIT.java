package dev.leasehold.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
  void aLabWhoseHolderWasKilledIsNotCalledUp() throws Exception {
    run("up", "--bare", "--detach").orThrow();
    String identity = Files.readAllLines(playground.resolve("holder")).getFirst();
    long holder = Long.parseLong(identity.substring(0, identity.indexOf(' ')));
    ProcessHandle.of(holder).orElseThrow().destroyForcibly();
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
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dleasehold.playground=" + playground,
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
    command.addAll(List.of(arguments));
    return Outcome.of(command, Map.of(), null);
  }
}
