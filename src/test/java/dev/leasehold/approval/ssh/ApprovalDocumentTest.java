package dev.leasehold.approval.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.erdtman.jcs.JsonCanonicalizer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is signed, and how the signature is carried. */
final class ApprovalDocumentTest {
  private static final Instant UNTIL = Instant.parse("2026-12-01T08:00:00Z");

  @Test
  void theTextIsCanonicalJson() throws IOException {
    String text = document("nightly", Set.of("security", "owner")).text();
    assertThat(new JsonCanonicalizer(text).getEncodedString()).isEqualTo(text);
    assertThat(text)
        .contains("\"kind\":\"leasehold.dev/approval/v1\"")
        .contains("\"roles\":[\"owner\",\"security\"]")
        .contains("\"notAfter\":\"2026-12-01T08:00:00Z\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\"b", "a\\b", "a b", "a\nb", "ä"})
  void nothingThatWouldNeedAnEscapeGetsIn(String name) {
    assertThatThrownBy(() -> document(name, Set.of("owner")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> document("nightly", Set.of(name)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void whatIsAnnotatedIsReadBack() {
    String signature = Base64.getEncoder().encodeToString(new Pen(1).sign(new byte[3]));
    SignatureAnnotation annotation =
        new SignatureAnnotation(Set.of("security", "owner"), UNTIL, signature);
    assertThat(annotation.text()).startsWith("owner,security 2026-12-01T08:00:00Z U1NIU0lH");
    assertThat(SignatureAnnotation.parse(annotation.text())).contains(annotation);
  }

  @Test
  void everyOtherFormIsNone() {
    String good = new Pen(1).signs(document("nightly", Set.of("owner")));
    assertThat(
            List.of(
                " " + good,
                good + " ",
                good.replace(" ", "  "),
                good.replaceFirst("owner", "owner,owner"),
                good.replaceFirst("owner", "Owner"),
                good.replaceFirst("owner", "owner,"),
                good.replaceFirst("08:00:00Z", "08:00:00+00:00"),
                good.replaceFirst("-12-", "-13-"),
                good + "=",
                good + "\n",
                "",
                "owner"))
        .allSatisfy(value -> assertThat(SignatureAnnotation.parse(value)).as(value).isEmpty());
  }

  private static ApprovalDocument document(String name, Set<String> roles) {
    return new ApprovalDocument(
        "2d9b4f6e-0d0b-4ad0-9a2e-5f4d1f4b2c11",
        "payments",
        name,
        "",
        "a".repeat(64),
        "payments.orders-reader",
        "b".repeat(64),
        0,
        roles,
        UNTIL);
  }
}
