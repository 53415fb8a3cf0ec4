package dev.leasehold.notice;

import static dev.leasehold.notice.Standing.DIGEST;
import static dev.leasehold.notice.Standing.offered;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.leasehold.api.v1alpha1.AccessRequest;
import io.fabric8.kubernetes.client.utils.Serialization;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How notices look to programs and to people, and that nobody's text does anything there. */
class RenderingTest {
  private static final String NASTY =
      "<!channel> <@U1> *b* `c` [x](http://evil) <at>all</at> & \u001b[31m\r\nBcc: \u202eme";

  private static Notice offer(String justification) {
    AccessRequest request = Standing.request("u1", offered(DIGEST, 0, "08:00:00"));
    ObjectNode node = Serialization.unmarshal(Serialization.asJson(request), ObjectNode.class);
    node.withObject("/spec").put("justification", justification);
    return RequestNotices.of(Serialization.unmarshal(node.toString(), AccessRequest.class))
        .getFirst();
  }

  @Test
  void aCloudEventHasAllThatTheSpecificationRequiresAndAllThatAPersonNeeds() {
    JsonNode event = CloudEvent.of(offer("month end"), "urn:uuid:c");
    assertThat(event)
        .isEqualTo(
            Serialization.unmarshal(
                """
                specversion: "1.0"
                id: u1.needs-approval.0123456789abcdef
                source: urn:uuid:c
                type: dev.leasehold.notice.needs-approval
                subject: accessrequests/payments/report
                time: "2026-12-01T08:00:00Z"
                datacontenttype: application/json
                data:
                  headline: payments/report waits for approval
                  said: "for 4h; has to be approved by: 2 owner"
                  about: {resource: accessrequests, namespace: payments, name: report, uid: u1}
                  entitlement: {catalog: payments, name: orders-reader}
                  requester: {name: anna, claimed: true}
                  applier: bob
                  workload: payments/nightly
                  justification: month end
                  ticket: CHG-1
                  adds: ["adds shop: get secrets in namespace shop"]
                  warnings: [reads Secrets]
                  deadline: "2026-12-02T08:00:00Z"
                  command: kubectl leasehold approve report -n payments
                """,
                JsonNode.class));
  }

  @Test
  void whatIsTooLongToReadIsCutAndCounted() {
    Lines lines = Lines.of(IntStream.range(0, 100).mapToObj(i -> "line " + i).toList());
    assertThat(lines.shown()).hasSize(8).startsWith("line 0");
    assertThat(lines.more()).isEqualTo(92);
    Notice plain = offer("x");
    What what = new What("", lines, Lines.NONE, Optional.empty());
    Notice notice =
        new Notice(
            plain.id(),
            plain.kind(),
            plain.at(),
            plain.about(),
            plain.who(),
            what,
            plain.command());
    assertThat(CloudEvent.of(notice, "c").at("/data/addsLeftOut").asInt()).isEqualTo(92);
    assertThat(SlackMessage.of(Bundle.of(notice)).toString()).contains("and 92 more lines");
    assertThat(TeamsMessage.of(Bundle.of(notice)).toString()).contains("and 92 more lines");
    assertThat(offer("y".repeat(1000)).who().justification()).hasSize(300);
  }

  /** Whatever control characters do elsewhere, they reach nobody. */
  @Test
  void noControlCharacterOrChangeOfDirectionIsPassedOn() {
    Notice notice = offer(NASTY);
    for (JsonNode message :
        List.of(
            CloudEvent.of(notice, "c"),
            SlackMessage.of(Bundle.of(notice)),
            TeamsMessage.of(Bundle.of(notice)))) {
      assertThat(texts(message))
          .allSatisfy(t -> assertThat(t).doesNotContain("\u001b", "\r", "\u202e"));
    }
  }

  /** In Slack mark-up is read in text and in mrkdwn only. */
  @Test
  void nobodyIsMentionedAndNothingIsALinkInSlack() {
    ObjectNode message = SlackMessage.of(Bundle.of(offer(NASTY)));
    assertThat(message.path("text").asText()).isEqualTo("payments/report waits for approval");
    assertThat(message.findValuesAsText("type"))
        .containsOnly("rich_text", "rich_text_section", "rich_text_preformatted", "text");
    assertThat(texts(message)).anyMatch(text -> text.startsWith("<!channel> <@U1> *b*"));
    Notice named =
        new Notice(
            "i",
            Kind.ACTIVE,
            Instant.EPOCH,
            new About("", "", "r", "<!here>", "&", "u", ""),
            Who.NOBODY,
            What.said(""),
            "");
    assertThat(SlackMessage.of(Bundle.of(named)).path("text").asText())
        .startsWith("&lt;!here&gt;/&amp;");
  }

  /** Text runs know no Markdown, and without msteams.entities nothing is a mention. */
  @Test
  void nobodyIsMentionedAndNothingIsALinkInTeams() {
    ObjectNode message = TeamsMessage.of(Bundle.of(offer(NASTY)));
    assertThat(message.findValuesAsText("type"))
        .containsOnly("message", "AdaptiveCard", "RichTextBlock", "TextRun");
    assertThat(message.findValue("msteams")).isNull();
    assertThat(message.findValue("actions")).isNull();
    assertThat(texts(message)).anyMatch(text -> text.startsWith("<!channel> <@U1> *b*"));
  }

  @Test
  void everyKindHasAWordOfItsOwnAndALineForPeople() {
    for (Kind kind : Kind.values()) {
      Notice notice =
          new Notice(
              "i", kind, Instant.EPOCH, offer("x").about(), Who.NOBODY, What.said(""), "look");
      assertThat(notice.headline()).isNotBlank();
      assertThat(Rows.of(notice)).isNotEmpty();
      assertThat(Kind.of(kind.word()))
          .isEqualTo(kind == Kind.TEST ? Optional.empty() : Optional.of(kind));
    }
    assertThat(Kind.of("ended")).contains(Kind.ENDED);
    assertThat(Kind.of("Ended")).isEmpty();
  }

  /** What concerns no catalog or namespace is for those who look after the cluster. */
  @Test
  void whatIsAboutTheOperatorPassesOnlyWhereNothingElseOrJustThatIsAskedFor() {
    Notice down = Notice.guardDown("c", Instant.EPOCH, "off", "look");
    assertThat(Filter.NONE.wants(down)).isTrue();
    assertThat(new Filter(Set.of(), Set.of("payments"), Set.of()).wants(down)).isFalse();
    assertThat(new Filter(Set.of("c"), Set.of("payments"), Set.of(Kind.GUARD_DOWN)).wants(down))
        .isTrue();
    assertThat(
            new Filter(Set.of(), Set.of("shop"), Set.of()).wants(Notice.test("c", Instant.EPOCH)))
        .isTrue();
  }

  /** Headers end with a line; what others wrote has one line, and stands in the body alone. */
  @Test
  void nobodyWritesAHeaderOfAMail() throws Exception {
    Mailing mailing = new Mailing("leasehold@example.com", "owners@example.com");
    MimeMessage mail =
        MailMessage.of(
            Session.getInstance(new Properties()), Bundle.of(offer(NASTY + "\r\n.\r\n")), mailing);
    assertThat(mail.getAllRecipients()).hasSize(1);
    assertThat(mail.getHeader("Bcc")).isNull();
    assertThat(mail.getSubject()).isEqualTo("[leasehold] payments/report waits for approval");
    assertThat(mail.getHeader("Message-ID", null))
        .isEqualTo("<u1.needs-approval.0123456789abcdef@example.com>");
    assertThat(mail.getHeader("References", null)).isEqualTo("<u1@example.com>");
    assertThat(mail.getContentType()).startsWith("text/plain");
    assertThat(String.valueOf(mail.getContent()))
        .contains("Why: <!channel> <@U1> *b*", "    kubectl leasehold approve report -n payments")
        .contains("  adds shop: get secrets in namespace shop".strip())
        .doesNotContain("\u001b", "\u202e", "\n.");
  }

  @Test
  void severalNoticesAreALineEachAndSoManyOfThem() {
    Bundle bundle =
        new Bundle(
            IntStream.range(0, 25)
                .mapToObj(i -> Notice.test("c" + i, Instant.EPOCH.plusSeconds(i)))
                .toList());
    for (JsonNode message : List.of(SlackMessage.of(bundle), TeamsMessage.of(bundle))) {
      assertThat(texts(message).toString())
          .contains("25 notices of Leasehold", "and 5 more", "kubectl leasehold pending")
          .contains("1970-01-01T00:00:19Z This is a test")
          .doesNotContain("1970-01-01T00:00:20Z");
    }
    assertThat(MailText.of(bundle)).contains("1970-01-01T00:00:24Z This is a test");
  }

  private static List<String> texts(JsonNode node) {
    List<String> texts = new ArrayList<>();
    if (node.isTextual()) {
      texts.add(node.asText());
    }
    node.forEach(child -> texts.addAll(texts(child)));
    return texts;
  }
}
