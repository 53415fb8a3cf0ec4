package dev.leasehold.chart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.lab.Helm;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What helm prints after the chart was installed; no cluster is needed. */
final class ChartNotesIT {
  private static final String NOTES = "\nNOTES:\n";
  private static final String OPEN =
      "There are no ceilings: users who may write an EntitlementCatalog can grant every bindable"
          + " role";
  private static final String NOTHING = "Nothing can be granted yet: set the roles";
  private static final String ROLES = "--set=bindable.roles={orders-reader}";
  private static final String CEILING =
      "--set-json=ceilings=[{\"catalogs\":{},\"namespaces\":[\"shop\"]}]";
  private static final String STATIC =
      "Only admission policies from files of the API servers are trusted";

  private static String notes(String... arguments) {
    List<String> command =
        new ArrayList<>(List.of("install", "l", Rendered.CHART, "--dry-run=client"));
    command.add("--namespace=" + Rendered.NAMESPACE);
    command.addAll(List.of(arguments));
    String said = Helm.run(command.toArray(String[]::new)).orThrow().stdout();
    assertThat(said).contains(NOTES);
    return said.substring(said.lastIndexOf(NOTES) + NOTES.length()).replaceAll("\\s+", " ");
  }

  @Test
  void chartWithoutCeilingsSaysWhoDecidesAndWhere() {
    assertThat(notes(ROLES))
        .contains(
            OPEN, "in every namespace except system namespaces. Set the value ceilings before")
        .doesNotContain(NOTHING);
    assertThat(notes(ROLES, "--set=bindable.namespaces={shop,stock}"))
        .contains(OPEN, "in the namespaces shop, stock. Set the value ceilings before");
  }

  @ParameterizedTest
  @ValueSource(strings = {CEILING, "--values=examples/chart/values.yaml", Rendered.ODD})
  void chartWithCeilingsDoesNot(String values) {
    assertThat(notes(values)).doesNotContain("no ceilings", "Set the value ceilings");
  }

  @Test
  void chartThatCanBindNothingSaysSo() {
    assertThat(notes()).contains(NOTHING, OPEN);
    assertThat(notes("--set=bindable.clusterRoles={view}")).doesNotContain(NOTHING);
    assertThat(notes(CEILING)).contains(NOTHING);
  }

  @Test
  void staticGuardSaysThatNothingIsGrantedBeforeItsFilesAreInPlace() {
    assertThat(notes(ROLES, "--set=guard.static=true"))
        .contains(STATIC, "ConfigMap leasehold-guard-static", "until then nothing is granted");
    assertThat(notes(ROLES)).doesNotContain(STATIC);
  }

  @ParameterizedTest
  @ValueSource(strings = {ROLES, CEILING, "--set=guard.static=true", Rendered.ODD})
  void commandsAreForThisRelease(String values) {
    assertThat(notes(values))
        .contains("system:serviceaccount:leasehold-system:leasehold-operator")
        .contains("kubectl --namespace leasehold-system rollout status")
        .contains("helm uninstall l --namespace leasehold-system")
        .doesNotContain("<no value>", "%!", "{{");
  }
}
