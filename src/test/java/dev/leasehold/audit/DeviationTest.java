package dev.leasehold.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class DeviationTest {
  @Test
  void theReferenceHasAllOfThem() throws IOException {
    String page = Files.readString(Path.of("src/docs/reference/evidence.md"));
    for (Deviation deviation : Deviation.values()) {
      assertThat(page).contains("| %s | %s |".formatted(deviation.text(), deviation.meaning()));
    }
  }
}
