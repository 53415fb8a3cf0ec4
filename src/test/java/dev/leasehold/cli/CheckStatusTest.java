package dev.leasehold.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the API server drops or refuses at creation is not what a file is judged by. */
final class CheckStatusTest {
  private static final String TOO_LONG = Offline.REQUEST.replace("duration: 4h", "duration: 12h");
  private static final String LESS =
      "status: {limit: {heard: 1, duration: 1h, targets: [], approver: sven,"
          + " at: '2026-12-01T06:00:00Z', reason: enough}}\n";
  private static final String READ =
      "namespace: payments, uid: 0b3c1a52-7d1e-4c6f-8a3b-2f9d5e6c7a81, resourceVersion: \"17\"}";

  @TempDir Path directory;
  private Offline files;

  @BeforeEach
  void open() {
    files = Offline.in(directory);
  }

  /** With it the check was milder than the cluster: 12h are more than the catalog allows. */
  @Test
  void aLimitInAFileMakesNothingMilder() {
    files.with("request.yaml", TOO_LONG + LESS);
    assertThat(files.check()).isEqualTo(1);
    assertThat(files.said()).contains("DurationTooLong", "status.limit is ignored");
    assertThat(files.run("check", "--as-read", directory.toString())).isEqualTo(1);
    assertThat(files.said()).contains("DurationTooLong", "it was not read from a cluster");
    files.with("request.yaml", TOO_LONG.replace("namespace: payments}", READ) + LESS);
    assertThat(files.check()).isEqualTo(1);
    assertThat(files.said()).contains("DurationTooLong").doesNotContain("limited to");
  }

  @Test
  void whatWasReadFromAClusterIsJudgedAsOfferedThere() {
    files.with("request.yaml", TOO_LONG.replace("namespace: payments}", READ) + LESS);
    assertThat(files.run("check", "--as-read", directory.toString())).as(files.said()).isZero();
    assertThat(files.said()).contains("limited to 1h by sven: enough, as its status says");
  }

  @Test
  void anExpectationIsJudgedWithoutAStatus() {
    files.with("request.yaml", TOO_LONG.replace("namespace: payments}", READ) + LESS);
    files.with(
        "leasehold-test.yaml",
        "paths: [.]\ntests:\n- {name: long, request: payments/nightly,"
            + " expect: {verdict: Refused, reason: DurationTooLong}}\n");
    assertThat(files.run("check", "--as-read", directory.toString())).as(files.said()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "leasehold.dev/approve",
        "leasehold.dev/limit",
        "approval.leasehold.dev/1",
        "reason.leasehold.dev/denial-1",
        "leasehold.dev/aprove",
        "Leasehold.dev/requested-by"
      })
  void anAnnotationThatTheGuardRefusesIsAFault(String key) {
    annotated(key);
    assertThat(files.check()).as(files.said()).isEqualTo(1);
    assertThat(files.said()).contains("metadata.annotations", key);
  }

  @ParameterizedTest
  @ValueSource(strings = {"leasehold.dev/requested-by", "leasehold.dev/redeliver", "example.com/x"})
  void whatARequestMayCarryIsNone(String key) {
    annotated(key);
    assertThat(files.check()).as(files.said()).isZero();
  }

  private void annotated(String key) {
    files.with(
        "request.yaml",
        Offline.REQUEST.replace(
            "namespace: payments}", "namespace: payments, annotations: {" + key + ": alice}}"));
  }
}
