package dev.leasehold.vault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.api.v1alpha1.RequestPhase;
import dev.leasehold.lab.Lab;
import dev.leasehold.lab.Vault;
import dev.leasehold.lab.VaultKeeper;
import dev.leasehold.path.Asked;
import dev.leasehold.path.Cast;
import dev.leasehold.path.Entitled;
import java.time.Duration;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * F32 at every call that the operator makes: its policy has no line that it could do without, and
 * what it is refused for want of one comes right as soon as it has it.
 */
final class OperatorsPolicyIT {
  /** The lab's logins are renewed within that, and everything else sooner. */
  private static final Duration NOTICED = Duration.ofSeconds(90);

  private static OwnLab own;
  private static Vault vault;

  @BeforeAll
  static void start() {
    own = OwnLab.start();
    vault = own.vault();
  }

  @AfterAll
  static void close() {
    own.close();
  }

  static Stream<String> paths() {
    return VaultKeeper.paths().stream();
  }

  @AfterEach
  void mend() {
    vault.keeper().operatorMay(VaultKeeper.policy());
  }

  @ParameterizedTest
  @MethodSource("paths")
  void withoutOneOfItsLinesItIsRefusedAndWithItAllComesRight(String path) {
    int before = vault.keeper().askings().size();
    BooleanSupplier refused = () -> vault.keeper().refusedSince(before, path);
    vault.keeper().operatorMay(VaultKeeper.policyWithout(path));
    Asked asked = own.asks(Entitled.token("shop", "orders-reader"), Offers.databaseUser("db"));
    asked.approvedBy(Cast.OLGA);
    Lab.await()
        .atMost(NOTICED)
        .until(() -> refused.getAsBoolean() || asked.status().phase() == RequestPhase.Active);
    if (!refused.getAsBoolean()) {
      asked.annotate(Cast.RITA, "leasehold.dev/revoke", "done");
      Lab.await().atMost(NOTICED).until(refused::getAsBoolean);
    }
    vault.keeper().operatorMay(VaultKeeper.policy());
    allComesRight(asked);
  }

  private static void allComesRight(Asked asked) {
    Lab.await()
        .atMost(NOTICED)
        .until(
            () ->
                Set.of(RequestPhase.Active, RequestPhase.Withdrawn)
                    .contains(asked.status().phase()));
    if (asked.status().phase() == RequestPhase.Active) {
      asked.annotate(Cast.RITA, "leasehold.dev/revoke", "done");
    }
    Lab.await().atMost(NOTICED).until(() -> asked.status().phase() == RequestPhase.Withdrawn);
    assertThat(vault.database().users()).isEmpty();
    assertThat(Held.of(vault, asked.recorded(asked.uid()))).allMatch(Held::isGone);
  }
}
