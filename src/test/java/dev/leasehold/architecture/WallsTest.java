package dev.leasehold.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.EvaluationResult;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each wall stops what is built against it in the fixture, and nothing else there. */
class WallsTest {
  private static final String ROOT = "dev.leasehold.architecture.fixture";

  private static final JavaClasses FIXTURE = new ClassFileImporter().importPackages(ROOT);

  private final Walls walls = new Walls(ROOT);

  @Test
  void aRoomThatSeesAnotherIsStopped() {
    assertStops(walls.seesOnlyItsOwn(room("model")), "Leak", "policy.Thing");
    assertStops(walls.seesOnlyItsOwn(room("observe")), "Framed", "io.quarkus");
    assertStops(walls.seesOnlyItsOwn(room("observe")), "Framed", "io.javaoperatorsdk");
    assertStops(walls.seesOnlyItsOwn(room("status")), "Peek", "grant.Credential");
    assertPasses(walls.seesOnlyItsOwn(room("policy")));
    assertPasses(walls.seesOnlyItsOwn(room("lifecycle")));
    assertPasses(walls.seesOnlyItsOwn(room("approval")));
    assertPasses(walls.seesOnlyItsOwn(room("grant")));
  }

  @Test
  void aRoomThatIsNotBuiltIsNoTrouble() {
    assertPasses(walls.seesOnlyItsOwn(room("policy.cel")));
  }

  @Test
  void whatIsInNoRoomIsStopped() {
    assertStops(walls.everyClassIsInARoom(), "attic.TokenHelper");
  }

  @Test
  void goingRoundInCirclesIsStopped() {
    assertStops(walls.noCycles(), "Cycle detected", "Leak", "Thing");
  }

  @Test
  void aFrameworkInAnotherRoomIsStopped() {
    assertStops(walls.frameworkOnlyIn("io.javaoperatorsdk", "controller"), "Framed");
    assertStops(walls.frameworkOnlyIn("io.quarkus", "app"), "Framed");
    assertPasses(walls.frameworkOnlyIn("io.quarkus", "app", "observe"));
  }

  @Test
  void everyWayOfReadingAClockIsStopped() {
    List<String> found = violations(walls.clocksOnlyIn("app"));
    for (String way :
        List.of("instant", "reference", "clock", "source", "millis", "nanos", "today", "date")) {
      assertThat(found).anyMatch(line -> line.contains("Watch." + way + "()"));
    }
    assertThat(found).hasSize(8);
    assertPasses(walls.clocksOnlyIn("evidence"));
  }

  @Test
  void roundsThatEndWithAnErrorAreStopped() {
    assertStops(walls.roundsAreBegunOnlyBy("schedule.Rounds"), "Round.begin");
    assertPasses(walls.roundsAreBegunOnlyBy("evidence.Round"));
  }

  @Test
  void openCoreTypesAreStopped() {
    assertThat(violations(walls.coreTypesAreClosed()))
        .containsExactlyInAnyOrder(ROOT + ".model.Leak is open", ROOT + ".policy.Thing is open");
  }

  @Test
  void packagesWithoutTheMarkAreStopped() {
    List<String> found = violations(walls.packagesAreNullMarked());
    assertThat(found).contains(ROOT + ".model.Leak is not null-marked");
    assertThat(found).noneMatch(line -> line.contains(".lifecycle.") || line.contains("approval"));
  }

  @Test
  void namesThatSayNothingAreStopped() {
    assertThat(violations(walls.namesSaySomething()))
        .hasSize(2)
        .anyMatch(line -> line.contains("TokenHelper>"))
        .anyMatch(line -> line.contains("ImplOfNothing>"));
  }

  @Test
  void lookingAtACredentialIsStopped() {
    assertThat(violations(walls.credentialsAreRevealedOnlyInProvisioningRooms()))
        .hasSize(2)
        .anyMatch(line -> line.contains("Peek.look"))
        .anyMatch(line -> line.contains("Peek.later"));
  }

  @Test
  void aLabThatKnowsTheOperatorIsStopped() {
    assertStops(walls.labSeesOnlyTheApi(), "Spy", "Peek");
  }

  private static void assertStops(ArchRule rule, String... all) {
    assertThat(violations(rule)).anySatisfy(line -> assertThat(line).contains(all));
  }

  private static void assertPasses(ArchRule rule) {
    assertThat(violations(rule)).isEmpty();
  }

  private static List<String> violations(ArchRule rule) {
    EvaluationResult result = rule.evaluate(FIXTURE);
    return result.getFailureReport().getDetails();
  }

  private static Room room(String name) {
    return Room.all().stream().filter(r -> r.name().equals(name)).findFirst().orElseThrow();
  }
}
