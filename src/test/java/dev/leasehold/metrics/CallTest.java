package dev.leasehold.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CallTest {
  @ParameterizedTest
  @CsvSource({
    "/api/v1/namespaces/shop/secrets/x, secrets",
    "/api/v1/namespaces/shop, namespaces",
    "/api/v1/namespaces, namespaces",
    "/api/v1/serviceaccounts, serviceaccounts",
    "/apis/leasehold.dev/v1alpha1/namespaces/shop/accessrequests/x/status, accessrequests",
    "/apis/rbac.authorization.k8s.io/v1/rolebindings, rolebindings",
    "/apis/rbac.authorization.k8s.io/v1/namespaces/roles/rolebindings/secrets, rolebindings",
    "/apis/example.com/v1/namespaces/shop/whatever, other",
    "/api/v1/namespaces/secrets, namespaces",
    "/version, other",
    "/, other",
    "'', other"
  })
  void theKindIsFromTheClosedList(String path, String kind) {
    assertThat(Call.of("GET", path, 200).resource()).isEqualTo(kind);
  }

  @ParameterizedTest
  @CsvSource({
    "200, Done", "201, Done", "404, NotFound", "409, Conflict", "401, Forbidden", "403, Forbidden",
    "422, Invalid", "400, Invalid", "429, Throttled", "500, Failed", "418, Failed", "0, Nothing"
  })
  void theReplyIsAWord(int status, Call.Reply reply) {
    assertThat(Call.of("PUT", "/api/v1/secrets", status).reply()).isEqualTo(reply);
  }
}
