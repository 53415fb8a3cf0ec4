package dev.leasehold.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.leasehold.model.Approval;
import dev.leasehold.model.Reason;
import dev.leasehold.model.ReasonCode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.erdtman.jcs.JsonCanonicalizer;
import org.junit.jupiter.api.Test;

class StatementTest {
  private static final Instant AT = Lives.START;

  @Test
  void canonicalJsonIsThatOfRfc8785() throws Exception {
    String sample =
        """
        {"numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
         "string": "\\u20ac$\\u000F\\u000aA'\\u0042\\u0022\\u005c\\\\\\"\\/", "literals": [null, true, false]}
        """;
    assertThat(new JsonCanonicalizer(sample).getEncodedString())
        .isEqualTo(
            """
            {"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],\
            "string":"€$\\u000f\\nA'B\\"\\\\\\\\\\"/"}\
            """);
    String sorting =
        """
        {"\\u20ac": "Euro Sign", "\\r": "Carriage Return", "\\ufb33": "Hebrew Letter Dalet With Dagesh",
         "1": "One", "\\ud83d\\ude00": "Emoji: Grinning Face", "\\u0080": "Control",
         "\\u00f6": "Latin Small Letter O With Diaeresis"}
        """;
    String sorted = new JsonCanonicalizer(sorting).getEncodedString();
    assertThat(
            List.of("Carriage", "One", "Control", "Latin", "Euro", "Emoji", "Hebrew").stream()
                .map(sorted::indexOf)
                .toList())
        .isSorted()
        .doesNotContain(-1);
  }

  @Test
  void aStatementSaysWhatHappenedInCanonicalJson() {
    Envelope envelope = Statement.sign(Lives.event(0), Lives.KEY);
    String text = new String(envelope.payload(), StandardCharsets.UTF_8);
    assertThat(text)
        .startsWith("{\"_type\":\"https://in-toto.io/Statement/v1\",\"predicate\":{\"applier\":")
        .contains("\"event\":\"ProvisionIntended\"", "\"approver\":\"olga\"")
        .contains("\"predicateType\":\"https://leasehold.dev/evidence/v1\"")
        .contains("\"sha256\":\"" + "5f".repeat(32) + "\"");
    Statement read = Statement.read(envelope.payload());
    assertThat(read.kind()).isEqualTo(EventKind.PROVISION_INTENDED);
    assertThat(read.at()).isEqualTo(AT);
    assertThat(read.uid()).isEqualTo(Lives.uid(0));
    assertThat(read.predicate().path("requester").asText()).isEqualTo("ines");
    assertThat(Envelope.parse(envelope.bytes()).isSignedByOneOf(Lives.KEYS)).isTrue();
    assertThat(envelope.isSignedByOneOf(List.of(Lives.key(8).verifier()))).isFalse();
  }

  @Test
  void everySingleChangeOfAnEntryIsRefused() {
    byte[] entry = Statement.sign(Lives.event(1), Lives.KEY).bytes();
    for (int i = 0; i < entry.length; i++) {
      byte[] changed = entry.clone();
      changed[i] ^= 1;
      assertThat(isAccepted(changed)).as(new String(changed, StandardCharsets.UTF_8)).isFalse();
    }
    assertThat(isAccepted(entry)).isTrue();
  }

  private static boolean isAccepted(byte[] entry) {
    try {
      return Envelope.parse(entry).isSignedByOneOf(Lives.KEYS);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  @Test
  void aTextThatIsTooLongIsCutWithItsDigest() {
    String justification = "€\ud83d\ude00".repeat(50_000);
    Facts facts = Facts.none().explained(justification, "CHG-1042").by("olga");
    Envelope entry = Statement.sign(Lives.event(EventKind.OFFERED, 1, AT, facts), Lives.KEY);
    byte[] digest = TreeHash.sha256().digest(justification.getBytes(StandardCharsets.UTF_8));
    assertThat(entry.bytes()).hasSizeLessThanOrEqualTo(Statement.MAX_ENTRY);
    assertThat(new String(entry.payload(), StandardCharsets.UTF_8))
        .contains("\"justification\":\"€\ud83d\ude00€", "CHG-1042", "olga")
        .contains("[cut: 350000 bytes in all, sha256 " + HexFormat.of().formatHex(digest) + "]");
    assertThat(Statement.read(entry.payload()).kind()).isEqualTo(EventKind.OFFERED);
  }

  @Test
  void moreFactsThanFitAreReplacedByTheirDigest() {
    Approval approval =
        new Approval("o".repeat(60), Set.of("owner"), "ab", AT, Approval.Method.SIGNATURE);
    Facts facts = Facts.none().approvals(Collections.nCopies(5000, approval));
    Envelope entry = Statement.sign(Lives.event(EventKind.OFFERED, 1, AT, facts), Lives.KEY);
    assertThat(entry.bytes()).hasSizeLessThanOrEqualTo(Statement.MAX_ENTRY);
    assertThat(new String(entry.payload(), StandardCharsets.UTF_8))
        .contains("\"cut\":\"[cut: ")
        .doesNotContain("approvals");
  }

  @Test
  void halvesOfPairsAndReasonsAreWritten() {
    Facts facts =
        Facts.none()
            .explained("a\ud83d b\ude00", "")
            .reason(new Reason(ReasonCode.OVERTAKEN, "says \"why\""));
    byte[] payload =
        Statement.sign(Lives.event(EventKind.REFUSED, 1, AT, facts), Lives.KEY).payload();
    assertThat(new String(payload, StandardCharsets.UTF_8))
        .contains("a\ufffd b\ufffd", "says \\\"why\\\"")
        .doesNotContain("ticket");
  }

  @Test
  void whatIsNoStatementIsRefused() {
    byte[] payload = Statement.sign(Lives.event(1), Lives.KEY).payload();
    String text = new String(payload, StandardCharsets.UTF_8);
    for (String wrong :
        List.of("", "{}", text + " ", text.replace("Provisioned", "X"), text.replace("/v1", "/"))) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Statement.read(wrong.getBytes(StandardCharsets.UTF_8)));
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Statement.read(Arrays.copyOf(payload, payload.length - 1)));
  }
}
