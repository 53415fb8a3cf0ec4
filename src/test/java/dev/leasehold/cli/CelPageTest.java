package dev.leasehold.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The rules and policies that the page about CEL shows can be written like that. */
final class CelPageTest {
  private static final Pattern BLOCK = Pattern.compile("(?s)```yaml\n(.*?)```");
  private static final String APPROVAL =
      "    approval: {mode: Required, rules: [{role: owner, count: 1}]}\n";

  @Test
  void whatThePageShowsIsWhatAnEntitlementMayHave(@TempDir Path directory) throws IOException {
    Matcher block = BLOCK.matcher(Files.readString(Path.of("src/docs/reference/cel.md")));
    assertThat(block.find()).isTrue();
    assertThat(Offline.CATALOG).contains(APPROVAL);
    Offline files =
        Offline.in(directory)
            .with("catalog.yaml", Offline.CATALOG.replace(APPROVAL, block.group(1)))
            .with("request.yaml", Offline.REQUEST.replace("duration: 4h", "duration: 5h"));
    assertThat(files.check()).as(files.said()).isZero();
    assertThat(files.said()).contains("owner 1, security 1");
  }
}
