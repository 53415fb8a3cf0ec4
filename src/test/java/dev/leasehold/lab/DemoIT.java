package dev.leasehold.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The demo, in real time; and that it notices when what it announces does not happen. */
@InItsOwnLab
class DemoIT {
  /** A role whose users stay. */
  private static final Map<String, Object> KEPT =
      Map.of(
          "db_name", "shop",
          "creation_statements",
              List.of(
                  "CREATE ROLE \"{{name}}\" LOGIN PASSWORD '{{password}}'",
                  "GRANT SELECT ON orders TO \"{{name}}\""),
          "revocation_statements", List.of("SELECT 1"));

  @TempDir Path playground;
  private final ByteArrayOutputStream shown = new ByteArrayOutputStream();

  @Test
  void everyStepGoesAsAnnounced() {
    int code = play(lab -> {});
    assertThat(code).as(shown()).isZero();
    assertThat(shown())
        .contains(
            "9. The record",
            "[as announced] 401",
            "12. The end of the login",
            "the user is no more",
            "Every step went as announced")
        .doesNotContain("\u001b");
    assertThat(playground.resolve("kubeconfigs")).isEmptyDirectory();
  }

  @Test
  void aForgeryThatIsNotRefusedEndsTheDemoWithAnError() {
    int code = play(DemoIT::makeSvenAnOwner);
    assertThat(code).as(shown()).isEqualTo(1);
    assertThat(shown()).contains("NOT AS ANNOUNCED in step 4").contains("was to be refused");
  }

  /** Its chapter alone: what comes of a surprise is the same as above. */
  @Test
  void aLoginThatDoesNotEndIsNoticed() {
    Playground stage = new Playground(playground);
    try (Lab lab = Lab.start(LabOptions.ordinary().withVault());
        Operator _ = Stage.set(lab, stage.operatorLog())) {
      stage.open(lab);
      lab.kubectl(People.ADMIN, "apply", "-f", Repository.path("examples").toString()).orThrow();
      lab.vault().root().write("database/roles/orders-ro", KEPT).orThrow();
      Actors actors = new Actors(stage, screen());
      assertThatThrownBy(() -> new VaultStory(lab, screen(), actors).play())
          .isInstanceOfAny(Surprise.class, ConditionTimeoutException.class);
      assertThat(shown()).contains("The end of the login");
    } finally {
      stage.close();
    }
  }

  private static void makeSvenAnOwner(Lab lab) {
    lab.kubectl(
            People.ADMIN,
            "create",
            "clusterrolebinding",
            "sabotage",
            "--clusterrole=payments-approve-as-owner",
            "--user=" + People.SVEN.name())
        .orThrow();
  }

  private int play(Consumer<Lab> sabotage) {
    return new CommandLine(new Demo(new Playground(playground), screen(), sabotage)).execute();
  }

  private Screen screen() {
    return new Screen(new PrintStream(shown, true, StandardCharsets.UTF_8), false, false);
  }

  private String shown() {
    return shown.toString(StandardCharsets.UTF_8);
  }
}
