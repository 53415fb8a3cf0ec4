package dev.leasehold.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OperatorTest {
  /** In a container the heap is part of what the chart's values give it; elsewhere it is fixed. */
  @Test
  void labImageAndLauncherGiveTheJvmTheSameButForTheSizeOfItsHeap(@TempDir Path directory)
      throws IOException {
    // A process without memory neither works nor gives up the Lease; it must end, and be restarted.
    assertThat(Operator.JVM).contains("-Xmx96m", "-XX:+ExitOnOutOfMemoryError");
    String image =
        Operator.JVM.stream()
            .map(flag -> flag.equals("-Xmx96m") ? "-XX:MaxRAMPercentage=34" : flag)
            .map(flag -> "<arg>" + Pattern.quote(flag) + "</arg>")
            .collect(Collectors.joining("\\s+"));
    assertThat(Files.readString(Repository.path("pom.xml")))
        .containsPattern("<arg>java</arg>\\s+" + image);
    assertThat(given(directory, "operator")).containsAll(Operator.JVM);
  }

  /** What a launcher gives the JVM for this command. */
  private static List<String> given(Path home, String command) throws IOException {
    Path java = Files.createDirectory(home.resolve("bin")).resolve("java");
    Files.writeString(java, "#!/bin/sh\nprintf '%s\\n' \"$@\"\n");
    assertThat(java.toFile().setExecutable(true)).isTrue();
    String script = ". src/plugin/launch.bash; launch \"$0\" app '' \"$1\"";
    Process bash =
        new ProcessBuilder("bash", "-euc", script, home.toString(), command)
            .directory(Repository.path("").toFile())
            .redirectErrorStream(true)
            .start();
    return new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
        .lines()
        .toList();
  }
}
