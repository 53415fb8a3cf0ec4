package dev.leasehold.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code ./leasehold check} says of the examples, as their README has it. */
final class ExamplesCheckTest {
  @TempDir Path directory;

  @Test
  void eachExampleIsJudgedWithoutACluster() {
    Offline files = Offline.in(directory);
    assertThat(files.run("check", "--values", "examples/chart/values.yaml", "examples/"))
        .as(files.said())
        .isEqualTo(1);
    assertThat(files.said())
        .contains("EXPECTED payments/archive-export: DurationTooLong")
        .contains("ACCEPTED payments/nightly-report: payments.orders-reader; approvals: owner 1")
        .contains("ACCEPTED payments/assistant-report: payments.orders-reader;")
        .contains("approvals: owner 1, security 1")
        .contains("ACCEPTED payments/orders-lookup: self-service.orders-desk; no approval is asked")
        .contains("ACCEPTED payments/secrets-move: platform.shop-secrets;")
        .contains("ACCEPTED payments/shop-dashboard: payments.shop-viewer; approvals: owner 1")
        .contains("REFUSED  payments/refund-worker: ConflictingAccess")
        .contains("0 faults");
  }

  @Test
  void theExamplesTestsPass() {
    Offline files = Offline.in(directory);
    assertThat(files.run("check", "examples/tests/")).as(files.said()).isZero();
    assertThat(files.said()).contains("8 expectations, 0 failed");
  }
}
