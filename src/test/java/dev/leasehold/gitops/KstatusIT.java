package dev.leasehold.gitops;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.leasehold.lab.Kstatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the library by which Flux and Helm 4 wait says of every recorded object, in one start. */
final class KstatusIT {
  /** Argo CD's words for the library's. */
  private static final Map<String, String> WORDS =
      Map.of(
          "InProgress", "Progressing",
          "Terminating", "Progressing",
          "Failed", "Degraded",
          "Current", "Healthy");

  @TempDir Path directory;

  @Test
  void everyObjectIsJudgedLikeByArgo() throws IOException {
    List<Path> files = new ArrayList<>();
    for (Map.Entry<String, JsonNode> object : Recorded.objects().entrySet()) {
      files.add(Files.writeString(file(object.getKey()), object.getValue().toString()));
    }
    Map<Path, String> said = Kstatus.of(files);
    Recorded.expected()
        .forEach(
            (name, health) ->
                assertThat(WORDS.get(said.get(file(name)))).as(name).isEqualTo(health.status()));
    assertThat(said).hasSameSizeAs(files);
  }

  private Path file(String name) {
    return directory.resolve(name.replace('/', '-'));
  }
}
