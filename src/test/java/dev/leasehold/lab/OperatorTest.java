package dev.leasehold.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class OperatorTest {
  /** In a container the heap is part of what the chart's values give it; elsewhere it is fixed. */
  @Test
  void labAndImageGiveTheJvmTheSameButForTheSizeOfItsHeap() throws IOException {
    // A process without memory neither works nor gives up the Lease; it must end, and be restarted.
    assertThat(Operator.JVM).contains("-Xmx96m", "-XX:+ExitOnOutOfMemoryError");
    String image =
        Operator.JVM.stream()
            .map(flag -> flag.equals("-Xmx96m") ? "-XX:MaxRAMPercentage=34" : flag)
            .map(flag -> "<arg>" + Pattern.quote(flag) + "</arg>")
            .collect(Collectors.joining("\\s+"));
    assertThat(Files.readString(Repository.path("pom.xml")))
        .containsPattern("<arg>/opt/java/bin/java</arg>\\s+" + image);
  }
}
