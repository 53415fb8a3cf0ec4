package dev.leasehold.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.conditions.ArchConditions;
import java.util.List;
import java.util.regex.Pattern;

/** The rules of the house as they hold under one root package. */
final class Walls {
  private static final Pattern SAYS_NOTHING =
      Pattern.compile("(Utils?|Helpers?|Managers?|Common|Impl|Base)(?![a-z])");

  private final String root;

  Walls(String root) {
    this.root = root;
  }

  /** Only what the table says, rooms and libraries alike. */
  ArchRule seesOnlyItsOwn(Room room) {
    return classes()
        .that()
        .resideInAPackage(root + "." + room.name())
        .should()
        .onlyDependOnClassesThat(inPackages(room))
        .as("room " + room.name() + " uses only " + room.allowed(root).toList())
        .allowEmptyShould(true);
  }

  private DescribedPredicate<JavaClass> inPackages(Room room) {
    List<String> allowed = room.allowed(root).toList();
    return DescribedPredicate.describe(
        "are allowed in " + room.name(),
        type -> {
          String home = type.getBaseComponentType().getPackageName();
          return type.getBaseComponentType().isPrimitive()
              || allowed.stream().anyMatch(p -> within(home, p));
        });
  }

  /** The rooms of the house are single packages; a library is its package with all below. */
  private boolean within(String home, String allowed) {
    return home.equals(allowed)
        || (!allowed.startsWith(root + ".") && home.startsWith(allowed + "."));
  }

  ArchRule everyClassIsInARoom() {
    String[] rooms = Room.all().stream().map(r -> root + "." + r.name()).toArray(String[]::new);
    return classes().should().resideInAnyPackage(rooms).as("every class is in a room of the table");
  }

  ArchRule noCycles() {
    return slices().matching(root + ".(**)").should().beFreeOfCycles();
  }

  ArchRule frameworkOnlyIn(String library, String... rooms) {
    String[] homes = List.of(rooms).stream().map(r -> root + "." + r).toArray(String[]::new);
    return noClasses()
        .that()
        .resideOutsideOfPackages(homes)
        .should()
        .dependOnClassesThat(resideInAPackage(library + ".."))
        .as(library + " only in " + List.of(rooms));
  }

  ArchRule clocksOnlyIn(String room) {
    return classes()
        .that()
        .resideOutsideOfPackage(root + "." + room)
        .should(new ReadNoClock())
        .as("clocks only in " + room);
  }

  /** A timer forgets what has thrown once; the one class that may ask for rounds sees to that. */
  ArchRule roundsAreBegunOnlyBy(String name) {
    return noClasses()
        .that()
        .doNotHaveFullyQualifiedName(root + "." + name)
        .should()
        .callMethodWhere(
            DescribedPredicate.describe(
                "begins rounds",
                call ->
                    call.getTarget().getName().equals("scheduleAtFixedRate")
                        || call.getTarget().getName().equals("scheduleWithFixedDelay")))
        .as("rounds are begun only by " + name);
  }

  ArchRule coreTypesAreClosed() {
    return classes()
        .that()
        .resideInAnyPackage(
            root + ".model", root + ".policy", root + ".approval", root + ".lifecycle")
        .and()
        .areNotAnonymousClasses()
        .should(new BeClosed())
        .as("core types are records, enums, sealed interfaces or final classes");
  }

  ArchRule packagesAreNullMarked() {
    return classes().should(new BeNullMarked()).as("every package is null-marked");
  }

  ArchRule namesSaySomething() {
    return noClasses()
        .should(
            ArchConditions.be(
                DescribedPredicate.describe(
                    "called by a name that says nothing",
                    type -> SAYS_NOTHING.matcher(type.getSimpleName()).find())))
        .as("no Util, Helper, Manager, Common, Impl or Base");
  }

  ArchRule credentialsAreRevealedOnlyInProvisioningRooms() {
    return classes()
        .that()
        .resideOutsideOfPackages(root + ".grant", root + ".grant.rbac", root + ".grant.vault")
        .should(new RevealNoCredential(root + ".grant.Credential"))
        .as("credential values are seen only by those who provision");
  }

  /** The lab is a stranger to the operator: it knows what every user knows. */
  ArchRule labSeesOnlyTheApi() {
    return noClasses()
        .that()
        .resideInAPackage(root + ".lab..")
        .should()
        .dependOnClassesThat(
            resideInAPackage(root + "..")
                .and(DescribedPredicate.not(resideInAPackage(root + ".lab..")))
                .and(DescribedPredicate.not(resideInAPackage(root + ".api.v1alpha1"))))
        .as("the lab sees only the API");
  }
}
