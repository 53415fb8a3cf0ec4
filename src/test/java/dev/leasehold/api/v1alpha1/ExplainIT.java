package dev.leasehold.api.v1alpha1;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.lab.Outcome;
import dev.leasehold.lab.People;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What kubectl makes of the definitions. */
class ExplainIT {
  @RegisterExtension static final SchemaLab LAB = new SchemaLab();

  @Test
  void kubectlExplainsEachValueOnALineOfItsOwn() {
    String said =
        LAB.lab()
            .kubectl(People.ADMIN, "explain", "entitlementcatalogs.spec.entitlements.evidence")
            .orThrow()
            .stdout();
    assertThat(said.lines().map(String::strip))
        .anyMatch(line -> line.startsWith("- Minimal: "))
        .anyMatch(line -> line.startsWith("- Standard: "))
        .anyMatch(line -> line.startsWith("- Regulated: "));
  }

  /** Without --server-side kubectl puts the whole definition into an annotation. */
  @Test
  void kubectlCanApplyTheDefinitions() {
    Outcome outcome =
        LAB.lab()
            .kubectl(People.ADMIN, "apply", "--dry-run=server", "--filename=" + Definitions.HELD);
    assertThat(outcome.orThrow().stdout().lines()).hasSize(3);
  }
}
