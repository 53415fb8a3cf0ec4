package dev.leasehold.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.Condition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Of a lab with the operator nothing goes on running, whichever way it ends. */
class LeftRunningIT {
  private Sandbox sandbox = new Sandbox(Path.of(""));

  /** How a lab that people play with comes to its end. */
  enum Way {
    DOWN,
    CTRL_C,
    CTRL_C_THAT_WAS_IGNORED_AT_THE_START,
    KILLED
  }

  @BeforeEach
  void open(@TempDir Path playground) {
    sandbox = new Sandbox(playground);
  }

  @AfterEach
  void down() {
    sandbox.run("down").orThrow();
  }

  @ParameterizedTest
  @EnumSource
  void nothingIsLeftRunning(Way way) {
    up(way).orThrow();
    ProcessHandle holder = sandbox.holder();
    List<ProcessHandle> started = holder.descendants().toList();
    assertThat(started)
        .extracting(process -> process.info().command().orElse(""))
        .areAtLeastOne(ending("/etcd"))
        .areAtLeastOne(ending("/kube-apiserver"))
        .areAtLeastOne(ending("/kube-controller-manager"))
        .areAtLeastOne(ending("/java"));
    end(way, holder);
    Lab.await().until(() -> !Tether.isRunning(holder));
    Lab.await().until(() -> started.stream().noneMatch(Tether::isRunning));
    assertThat(sandbox.run("status")).returns(3, Outcome::exitCode);
  }

  private Outcome up(Way way) {
    return way == Way.CTRL_C_THAT_WAS_IGNORED_AT_THE_START
        ? sandbox.runWithoutInterrupts("up", "--detach")
        : sandbox.run("up", "--detach");
  }

  private void end(Way way, ProcessHandle holder) {
    switch (way) {
      case DOWN -> sandbox.run("down").orThrow();
      case CTRL_C, CTRL_C_THAT_WAS_IGNORED_AT_THE_START ->
          Outcome.of(List.of("kill", "-INT", String.valueOf(holder.pid())), Map.of(), null)
              .orThrow();
      case KILLED -> holder.destroyForcibly();
    }
  }

  private static Condition<String> ending(String name) {
    return new Condition<>(command -> command.endsWith(name), name);
  }
}
