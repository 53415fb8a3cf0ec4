package dev.leasehold.guard;

import static dev.leasehold.guard.StagedRequest.APPROVE;
import static dev.leasehold.guard.StagedRequest.DIGEST;
import static dev.leasehold.guard.StagedRequest.QUOTE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.lab.Person;
import dev.leasehold.lab.SharedLab;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever can act as somebody approves nothing for them. */
final class ControllersIT {
  private static final String POLICY = "leasehold-approvals";

  @RegisterExtension static final SharedLab LAB = SharedLab.withChart();
  private static Stage stage;

  @BeforeAll
  static void open() {
    stage = Stage.in(LAB.lab());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "guard-impersonates-accounts",
        "guard-impersonates-accounts-narrowly",
        "guard-mints-tokens",
        "guard-impersonates-rita",
        "guard-impersonates-rita-narrowly"
      })
  void whoControlsSubjectOrApplierDoesNotApprove(String group) {
    StagedRequest request = stage.offered();
    request
        .refuses(POLICY, Cast.ownerIn(group), APPROVE, QUOTE)
        .hasMessageContaining("may impersonate, or mint tokens for");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "guard-impersonates-accounts",
        "guard-impersonates-accounts-narrowly",
        "guard-mints-tokens"
      })
  void whoControlsTheServiceAccountThatAppliesDoesNotApprove(String group) {
    StagedRequest request = stage.requestOf("unrelated", stage.gitops(), Map.of()).offer("owner");
    request
        .refuses(POLICY, Cast.ownerIn(group), APPROVE, QUOTE)
        .hasMessageContaining("may impersonate, or mint tokens for");
  }

  @ParameterizedTest
  @ValueSource(strings = {"guard-impersonates-rita", "guard-impersonates-rita-narrowly"})
  void whoControlsTheNamedRequesterDoesNotApprove(String group) {
    StagedRequest request =
        stage
            .requestOf("unrelated", stage.gitops(), Map.of("leasehold.dev/requested-by", "rita"))
            .offer("owner");
    request
        .refuses(POLICY, Cast.ownerIn(group), APPROVE, QUOTE)
        .hasMessageContaining("may impersonate, or mint tokens for");
  }

  @Test
  void theyMayWhereTheOfferSaysSo() {
    StagedRequest request = stage.request().offer(DIGEST, true, "owner");
    Person controller = Cast.ownerIn("guard-mints-tokens");
    request.annotate(controller, APPROVE, QUOTE);
    assertThat(request.annotations())
        .containsEntry(
            "approval.leasehold.dev/1", request.stamp(DIGEST, "owner", controller.name()));
  }
}
