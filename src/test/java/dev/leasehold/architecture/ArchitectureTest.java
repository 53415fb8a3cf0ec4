package dev.leasehold.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The house as house.md draws it; {@link WallsTest} shows that each of these can fail. */
class ArchitectureTest {
  private static final String ROOT = "dev.leasehold";

  /** Fewer would mean that the wrong place was looked at. */
  private static final int AT_LEAST = 250;

  private static final JavaClasses MAIN =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages(ROOT);

  private static final JavaClasses LAB = new ClassFileImporter().importPackages(ROOT + ".lab");

  private final Walls walls = new Walls(ROOT);

  static Stream<Room> rooms() {
    return Room.all().stream();
  }

  @Test
  void theWholeHouseIsLookedAt() {
    assertThat(MAIN).hasSizeGreaterThan(AT_LEAST);
    assertThat(LAB).hasSizeGreaterThan(10);
  }

  @Test
  void allRoomsOfTheTableAreBuilt() {
    List<String> built = MAIN.stream().map(type -> type.getPackageName()).distinct().toList();
    assertThat(rooms().map(Room::name).filter(name -> !built.contains(ROOT + "." + name)))
        .isEmpty();
  }

  @ParameterizedTest
  @MethodSource("rooms")
  void aRoomSeesOnlyWhatTheTableSays(Room room) {
    walls.seesOnlyItsOwn(room).check(MAIN);
  }

  @Test
  void everyClassIsInARoom() {
    walls.everyClassIsInARoom().check(MAIN);
  }

  @Test
  void thereAreNoCycles() {
    walls.noCycles().check(MAIN);
  }

  @Test
  void frameworksStayAtTheEdge() {
    walls.frameworkOnlyIn("io.javaoperatorsdk", "cluster", "controller", "app").check(MAIN);
    walls.frameworkOnlyIn("io.quarkus", "audit.page", "app", "cli").check(MAIN);
    walls.frameworkOnlyIn("io.quarkiverse", "app").check(MAIN);
    walls.frameworkOnlyIn("jakarta.inject", "app").check(MAIN);
    walls.frameworkOnlyIn("jakarta.enterprise", "app").check(MAIN);
    walls.frameworkOnlyIn("jakarta.mail", "notice").check(MAIN);
  }

  @Test
  void clocksAreReadOnlyInApp() {
    walls.clocksOnlyIn("app").check(MAIN);
  }

  @Test
  void roundsGoOnWhateverTheyThrow() {
    walls.roundsAreBegunOnlyBy("schedule.Rounds").check(MAIN);
  }

  @Test
  void coreTypesAreClosed() {
    walls.coreTypesAreClosed().check(MAIN);
  }

  @Test
  void everyPackageIsNullMarked() {
    walls.packagesAreNullMarked().check(MAIN);
  }

  @Test
  void namesSaySomething() {
    walls.namesSaySomething().check(MAIN);
  }

  @Test
  void credentialValuesAreSeenOnlyByThoseWhoProvision() {
    walls.credentialsAreRevealedOnlyInProvisioningRooms().check(MAIN);
  }

  @Test
  void theLabKnowsTheApiAndNotTheOperator() {
    walls.labSeesOnlyTheApi().check(LAB);
  }
}
