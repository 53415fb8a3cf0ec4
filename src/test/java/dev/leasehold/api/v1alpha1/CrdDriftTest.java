package dev.leasehold.api.v1alpha1;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CrdDriftTest {
  @Test
  void crdsEqualWhatTheSourcesGenerate(@TempDir Path directory) {
    assertThat(Definitions.filesIn(Definitions.HELD))
        .as("crds/ is stale: `mvn package` writes it anew; commit the result")
        .isEqualTo(Definitions.generatedInto(directory));
  }
}
