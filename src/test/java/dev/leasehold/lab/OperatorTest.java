package dev.leasehold.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class OperatorTest {
  @Test
  void labImageAndLauncherGiveTheJvmTheSame() throws IOException {
    String image =
        Operator.JVM.stream()
            .map(flag -> "<arg>" + Pattern.quote(flag) + "</arg>")
            .collect(Collectors.joining("\\s+"));
    assertThat(Files.readString(Repository.path("pom.xml")))
        .containsPattern("<arg>java</arg>\\s+" + image);
    String launcher = Operator.JVM.stream().map(Pattern::quote).collect(Collectors.joining("\\s+"));
    assertThat(Files.readString(Repository.path("leasehold"))).containsPattern(launcher + "\\)");
  }
}
