package dev.leasehold.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.model.Asked;
import dev.leasehold.model.Channel;
import dev.leasehold.model.Entitlement;
import dev.leasehold.model.Governance;
import dev.leasehold.model.Governance.Evidence;
import dev.leasehold.model.Offered;
import dev.leasehold.model.Request;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What an entitlement wants on record is asked for by name before access begins. */
class EvidenceTest {
  private static final Channel CLI = new Channel("CLI", "", "");

  @Test
  void whatIsMissingIsNamedInOrderAndNothingElse() {
    for (Evidence level : Evidence.values()) {
      for (String why : List.of("", "  ", "because of the month's end")) {
        for (String ticket : List.of("", "CHG-1042")) {
          for (Channel channel : List.of(Channel.unsaid(), CLI)) {
            Verdict verdict = review(level, why, ticket, channel, false);
            String missing =
                why.isBlank()
                    ? "spec.justification is missing"
                    : ticket.isEmpty()
                        ? "spec.ticket is missing"
                        : channel.equals(CLI) ? "" : "spec.channel is missing";
            if (level == Evidence.MINIMAL || missing.isEmpty()) {
              assertThat(verdict).isInstanceOf(Verdict.Permitted.class);
            } else {
              assertThat(AdmissionTest.reason(verdict).code()).hasToString("EvidenceIncomplete");
              assertThat(AdmissionTest.reason(verdict).message())
                  .startsWith(missing)
                  .contains("ask again with it")
                  .contains(
                      level == Evidence.STANDARD ? "evidence Standard" : "evidence Regulated");
            }
          }
        }
      }
    }
  }

  @Test
  void whatWasGrantedWithLessOnRecordGoesOn() {
    assertThat(review(Evidence.STANDARD, "", "", Channel.unsaid(), true))
        .isInstanceOf(Verdict.Permitted.class);
  }

  private static Verdict review(
      Evidence level, String why, String ticket, Channel channel, boolean granted) {
    Governance governance =
        new Governance(
            List.of(),
            Set.of(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            level,
            Optional.empty());
    Entitlement entitlement =
        Offered.ordinary().explainedBy(0, "").governedBy(governance).entitlement();
    TestFacts facts = TestFacts.of(Asked.ordinary().because(why).withTicket(ticket), entitlement);
    Facts plain = (granted ? facts.alreadyGranted() : facts).facts();
    return Admission.review(
        new Facts(
            by(channel, plain.request()),
            plain.offering(),
            plain.namespace(),
            plain.subjectUid(),
            plain.company(),
            plain.secret(),
            plain.pinned(),
            plain.above()),
        TestRulebook.unasked());
  }

  private static Request by(Channel channel, Request request) {
    return new Request(
        request.ref(),
        request.specDigest(),
        request.entitlement(),
        request.subject(),
        request.extent(),
        request.startAt(),
        request.justification(),
        request.ticket(),
        request.emergency(),
        channel,
        request.secretName(),
        request.requestId(),
        request.askers(),
        request.byWildcard(),
        request.createdAt());
  }
}
