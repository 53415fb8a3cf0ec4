package dev.leasehold.ending;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leasehold.lab.Operator;
import dev.leasehold.lab.SharedLab;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An operator that the guard does not trust says so and ends. */
final class IdentityIT {
  @RegisterExtension static final SharedLab LAB = SharedLab.withOperator();

  @Test
  void operatorThatTheGuardDoesNotTrustEndsAndSaysWhomItTrusts() {
    assertThatThrownBy(() -> Operator.start(LAB.lab(), Map.of("LEASEHOLD_NAMESPACE", "elsewhere")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("the operator ended with 3:")
        .hasMessageFindingMatch(
            "(?m)^.* FATAL .* this kubeconfig belongs to"
                + " system:serviceaccount:leasehold-system:leasehold-operator, .* trusts only"
                + " system:serviceaccount:elsewhere:leasehold-operator; use a token of .*")
        .hasMessageNotContainingAny("Exception", "\tat ", "ERROR", "Failed to start");
  }
}
