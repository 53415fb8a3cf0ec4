package dev.leasehold.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.api.model.StatusDetailsBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whose refusal it is the API server says first; what follows are the words of who refuses. */
class AnswerTest {
  private static final String REFUSED =
      "accessrequests.leasehold.dev \"leasehold-canary\" is forbidden: ValidatingAdmissionPolicy"
          + " 'leasehold-approvals.static.k8s.io' with binding 'leasehold-approvals' denied request:"
          + " no";

  private static Answer to(String message, String... causes) {
    return Answer.of(
        422,
        Serialization.asJson(
            new StatusBuilder()
                .withMessage(message)
                .withDetails(
                    new StatusDetailsBuilder()
                        .withCauses(
                            List.of(causes).stream()
                                .map(
                                    cause ->
                                        new io.fabric8.kubernetes.api.model.StatusCauseBuilder()
                                            .withMessage(cause)
                                            .build())
                                .toList())
                        .build())
                .build()));
  }

  @Test
  void aPolicyIsKnownByItsName() {
    assertThat(to(REFUSED)).isEqualTo(new Answer.RefusedBy("leasehold-approvals.static.k8s.io"));
  }

  /** A webhook of somebody else says what it likes. */
  @Test
  void nobodyRefusesInAPolicysName() {
    for (String said :
        List.of(
            "admission webhook \"evil.example.com\" denied the request: " + REFUSED,
            "admission webhook \"evil.example.com\" denied the request: x\n" + REFUSED,
            REFUSED.replace("policy", "").replace("ValidatingAdmissionPolicy", "x '' ") + REFUSED,
            "secrets \"x\" is forbidden: ValidatingAdmissionPolicy 'theirs' with binding 'b' denied"
                + " request: "
                + REFUSED)) {
      assertThat(to(said, REFUSED))
          .as(said)
          .isNotEqualTo(new Answer.RefusedBy("leasehold-approvals.static.k8s.io"));
    }
    assertThat(Answer.of(500, "no JSON: " + REFUSED)).isInstanceOf(Answer.Failed.class);
    assertThat(Answer.of(500, "[]")).isInstanceOf(Answer.Failed.class);
  }
}
