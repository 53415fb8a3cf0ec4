package dev.leasehold.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leasehold.grant.Unavailable;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the API server refuses for good is not taken for an outage. */
class NotTakenTest {
  private static Status status(int code, String message) {
    return new StatusBuilder().withCode(code).withMessage(message).build();
  }

  private static Unavailable asked(Status status) {
    try {
      return Store.asking(
          "record",
          () -> {
            throw new KubernetesClientException(status);
          });
    } catch (Unavailable e) {
      return e;
    }
  }

  @ParameterizedTest
  @CsvSource({
    "422, invalid, NotTaken",
    "413, too large, NotTaken",
    "400, malformed, NotTaken",
    "500, etcdserver: request is too large, NotTaken",
    "500, rpc error: trying to send message larger than max, NotTaken",
    "500, etcdserver: leader changed, ApiServerUnavailable",
    "503, unavailable, ApiServerUnavailable",
    "429, later, ApiServerUnavailable",
    "403, forbidden, ApiServerUnavailable",
    "0, connection refused, ApiServerUnavailable",
    "409, conflict, Overtaken",
  })
  void refusalsAndOutagesAreToldApart(int code, String message, String reason) {
    Unavailable e = asked(status(code, message));
    assertThat(e.reason().code()).hasToString(reason);
    assertThat(e instanceof NotTaken).isEqualTo(reason.equals("NotTaken"));
  }

  @Test
  void theFieldAndTheKindOfFaultAreToldAndNoValue() {
    String secret = "hvs.CAESIJ";
    Status invalid =
        new StatusBuilder(status(422, "spec.applier: Invalid value: " + secret))
            .withNewDetails()
            .addNewCause(null, "no field: " + secret, "X")
            .addNewCause("spec.applier[" + secret + " ]", "not a field", "X")
            .addNewCause("spec.targets[0].bindings[0].rules", secret, "FieldValueTooMany")
            .endDetails()
            .build();
    assertThat(asked(invalid).reason().message())
        .isEqualTo(
            "the API server refuses the record at spec.targets[0].bindings[0].rules,"
                + " FieldValueTooMany (422); tell those who run Leasehold");
    assertThat(asked(status(500, "etcdserver: request is too large")).reason().message())
        .contains("the record, which is too large (500)");
  }

  @Test
  void whatIsNoAnswerOfTheApiServerIsABug() {
    assertThatThrownBy(
            () ->
                Store.asking(
                    "record",
                    () -> {
                      throw new IllegalStateException("bug");
                    }))
        .isInstanceOf(IllegalStateException.class);
  }
}
