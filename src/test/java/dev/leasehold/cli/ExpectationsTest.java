package dev.leasehold.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What files named leasehold-test.yaml expect of requests and entitlements. */
final class ExpectationsTest {
  @TempDir Path directory;
  private Offline files;

  @BeforeEach
  void open() {
    files = Offline.in(directory);
  }

  private int expect(String test) {
    files.with("leasehold-test.yaml", "tests:\n- {name: it, " + test + "}\n");
    return files.check();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "expect: {verdict: AwaitingApproval}",
        "expect: {verdict: AwaitingApproval, missing: [owner]}",
        "approvals: [{by: olga, roles: [owner]}], expect: {verdict: Granted}",
        "approvals: [{by: olga, roles: [other]}], expect: {verdict: AwaitingApproval}",
        "applier: olga, approvals: [{by: olga, roles: [owner]}], expect: {verdict: AwaitingApproval}",
        "applier: 'system:serviceaccount:a:b', approvals: [{by: olga, roles: [owner]}],"
            + " expect: {verdict: AwaitingApproval}",
        "applier: 'system:serviceaccount:a:b', approvals: [{by: olga, roles: [owner]}, {by: otto,"
            + " roles: [owner]}], expect: {verdict: Granted}"
      })
  void whatComesTrueIsPassed(String test) {
    assertThat(expect("request: payments/nightly, " + test)).as(files.said()).isZero();
    assertThat(files.said()).contains("PASSED   ", "leasehold-test.yaml: it", "1 expectations, 0");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "request: payments/nightly, expect: {verdict: Granted}|found AwaitingApproval (owner 0 of 1)",
        "request: payments/nightly, expect: {verdict: AwaitingApproval, missing: [security]}|of security, found",
        "request: payments/nightly, expect: {verdict: Refused, reason: DurationTooLong}|expected Refused DurationTooLong",
        "request: payments/daily, expect: {verdict: Refused}|request payments/daily is not in the files",
        "request: payments/nightly, after: [payments/x], expect: {verdict: Granted}|payments/x is not",
        "entitlement: payments.other, expect: {verdict: NotRequestable}|entitlement payments.other is not",
        "entitlement: payments.orders-reader, expect: {verdict: NotRequestable}|found Requestable"
      })
  void whatDoesNotIsFailedWithWhatWasFound(String test, String found) {
    assertThat(expect(test)).isEqualTo(1);
    assertThat(files.said()).contains("FAILED   ", found, "1 expectations, 1 failed");
  }

  @Test
  void aRefusalThatIsExpectedDoesNotFail() {
    files.with("request.yaml", Offline.REQUEST.replace("4h", "9h"));
    String refused = "request: payments/nightly, expect: {verdict: Refused, reason: ";
    assertThat(expect(refused + "DurationTooLong}")).as(files.said()).isZero();
    assertThat(files.said())
        .contains("EXPECTED payments/nightly: DurationTooLong", "1 requests, 0");
    assertThat(expect(refused + "CatalogNotFound}")).isEqualTo(1);
    assertThat(files.said()).contains("REFUSED  payments/nightly", "1 requests, 1 refused");
  }

  @Test
  void anEntitlementThatIsExpectedNotToBeRequestableDoesNotFail() {
    files.with("role.yaml", "").with("request.yaml", "");
    assertThat(
            expect(
                "entitlement: payments.orders-reader,"
                    + " expect: {verdict: NotRequestable, reason: RoleNotFound}"))
        .as(files.said())
        .isZero();
  }

  @Test
  void requestsThatAreThereAlreadyStandInTheWay() {
    files.with("second.yaml", Offline.REQUEST.replace("{name: nightly,", "{name: other,"));
    files.with(
        "catalog.yaml", Offline.CATALOG.replace("    sens", "    caps: {perSubject: 1}\n    sens"));
    files.with(
        "leasehold-test.yaml",
        """
        tests:
        - {name: alone, request: payments/other, expect: {verdict: AwaitingApproval}}
        - name: second
          request: payments/other
          after: [payments/nightly]
          expect: {verdict: Refused}
        """);
    assertThat(files.check()).as(files.said()).isZero();
    assertThat(files.said()).contains("2 expectations, 0 failed");
  }

  @Test
  void theClockIsTheTests() {
    files.with(
        "catalog.yaml",
        Offline.CATALOG
            + "    policies: [{name: late, message: too late, expression: \"now <"
            + " timestamp('2026-12-01T00:00:00Z')\"}]\n");
    files.with(
        "leasehold-test.yaml",
        """
        now: "2026-11-30T23:59:00Z"
        tests:
        - {name: early, request: payments/nightly, expect: {verdict: AwaitingApproval}}
        - name: late
          request: payments/nightly
          now: "2026-12-01T00:00:00Z"
          expect: {verdict: Refused}
        """);
    files.run("check", "--now", "2026-11-30T00:00:00Z", directory.toString());
    assertThat(files.said()).contains("2 expectations, 0 failed");
  }

  /** It has a world of its own, so that it says the same whatever else is checked. */
  @Test
  void pathsAndValuesAreBesideTheFile() {
    files.with("values.yaml", "bindable: {roles: [other]}\n");
    files.with(
        "leasehold-test.yaml",
        """
        paths: [world.yaml, role.yaml, catalog.yaml, request.yaml]
        values: values.yaml
        tests:
        - name: not bindable
          request: payments/nightly
          expect: {verdict: Refused, reason: RoleNotBindable}
        """);
    assertThat(files.run("check", files.path("leasehold-test.yaml"))).as(files.said()).isZero();
    assertThat(files.said()).contains("PASSED", "0 requests, 0 refused");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "request: payments/nightly, expct: {verdict: Granted}|expct",
        "request: payments/nightly, expect: {verdict: Given}|verdict",
        "request: nightly, expect: {verdict: Granted}|request",
        "request: a/b, entitlement: a.b, expect: {verdict: Granted}|entitlement",
        "entitlement: a.b, expect: {verdict: Granted}|verdict",
        "entitlement: a.b, applier: x, expect: {verdict: Requestable}|applier",
        "request: a/b, now: 2026-02-31T00:00:00Z, expect: {verdict: Granted}|no date and time"
      })
  void whatCannotBeMeantIsAFault(String test, String field) {
    assertThat(expect(test)).isEqualTo(1);
    assertThat(files.said()).contains("FAULT    ", "leasehold-test.yaml", field);
  }
}
