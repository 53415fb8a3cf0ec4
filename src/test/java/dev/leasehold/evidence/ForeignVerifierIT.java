package dev.leasehold.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.lab.TlogCheck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What we write, verified by the library behind Go's checksum database. */
class ForeignVerifierIT {
  private static final String KEY = Lives.KEY.verifier().text();

  @TempDir private Path directory;

  @Test
  void logsOfEverySizeAreAccepted() throws IOException {
    for (int size : List.of(1, 255, 256, 257, 700)) {
      Path log = Logs.of(directory.resolve("log-" + size), Lives.bytes(size));
      String root = Logs.checkpoint(log).root().base64();
      assertThat(TlogCheck.of("log", KEY, List.of(log))).containsExactly("ok " + size + " " + root);
    }
  }

  @Test
  void aLogWithAChangeIsRefused() throws IOException {
    Path log = Logs.of(directory.resolve("log"), Lives.bytes(257));
    for (String file : List.of("tile/entries/000", "tile/0/000", "tile/1/000.p/1", "checkpoint")) {
      byte[] content = Files.readAllBytes(log.resolve(file));
      byte[] changed = content.clone();
      changed[changed.length - 5] ^= 1;
      Files.write(log.resolve(file), changed);
      assertThat(TlogCheck.of("log", KEY, List.of(log)).getFirst()).as(file).startsWith("refused ");
      assertThat(Logs.verdict(log).isSound()).as(file).isFalse();
      Files.write(log.resolve(file), content);
    }
    assertThat(Logs.verdict(log).isSound()).isTrue();
  }

  @Test
  void everySingleChangeOfAnExportIsRefused() throws IOException {
    Path log = Logs.of(directory.resolve("log"), Lives.bytes(200));
    Path export = Files.write(directory.resolve("export"), Logs.export(log, Selection.ALL));
    assertThat(TlogCheck.of("export", KEY, List.of(export)))
        .containsExactly("ok 200 " + Logs.checkpoint(log).root().base64());
    String said = TlogCheck.of("tamper", KEY, List.of(export)).getFirst();
    assertThat(said).matches("refused [0-9]{6,}, accepted 0");
  }
}
