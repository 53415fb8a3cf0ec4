package dev.leasehold.guard;

import static dev.leasehold.guard.StagedRequest.APPROVE;
import static dev.leasehold.guard.StagedRequest.QUOTE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.lab.Person;
import dev.leasehold.lab.SharedLab;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What may stand in annotations, so that there is always room for the words that count. */
final class AnnotationsIT {
  private static final String POLICY = "leasehold-annotations";
  private static final String REVOKE = "leasehold.dev/revoke";
  private static final int ROOM = 131072;

  @RegisterExtension static final SharedLab LAB = SharedLab.withChart();
  private static Stage stage;

  @BeforeAll
  static void open() {
    stage = Stage.in(LAB.lab());
  }

  @Test
  void annotationsCannotBeFilledUpUntilNoWordFits() {
    StagedRequest request = stage.offered();
    String key = "example.com/filler";
    request
        .refuses(POLICY, Cast.RITA, key, "x".repeat(ROOM - key.length() + 1))
        .hasMessageContaining("at most 128 KiB");
    request.annotate(Cast.RITA, key, "x".repeat(ROOM - key.length()));
    request.refuses(POLICY, Cast.RITA, "example.com/more", "x");

    everythingThatCanBeSaid(request);
    assertThat(request.annotations()).hasSize(3 + 8 + 8 * 2 + 8 * 2 + 8 * 2);
  }

  @Test
  void bytesAreCountedAndNotCharacters() {
    StagedRequest request = stage.request();
    request
        .refuses(POLICY, Cast.RITA, "example.com/filler", "€".repeat(ROOM / 3))
        .hasMessageContaining("at most 128 KiB");
  }

  @Test
  void thereAreAtMost64ForeignAnnotations() {
    StagedRequest request = stage.offered();
    request.patch(stage.as(Cast.RITA), Map.of("annotations", numbered(64)));
    request
        .refuses(POLICY, Cast.RITA, "example.com/65", "x")
        .hasMessageContaining("at most 64 annotations");
    request.annotate(Cast.OWEN, APPROVE, QUOTE).annotate(Cast.RITA, REVOKE, "enough");
    Wire.assertRefused(POLICY, () -> stage.requestBy(stage.as(Cast.RITA), numbered(65)));
  }

  @Test
  void labelsAreCountedToo() {
    StagedRequest request = stage.request();
    request
        .refuses(POLICY, () -> request.patch(stage.as(Cast.RITA), Map.of("labels", numbered(65))))
        .hasMessageContaining("at most 64 labels");
  }

  /** Another admission policy may have added them: that keeps nobody's word from being heard. */
  @Test
  void whatIsSaidMayComeWithAnnotationsAndLabelsOfOthers() {
    StagedRequest request = stage.offered();
    request.patch(stage.as(Cast.RITA), Map.of("annotations", numbered(64)));
    for (Map.Entry<Person, Map<String, String>> said :
        List.of(
            Map.entry(Cast.OWEN, Map.of(APPROVE, QUOTE)),
            Map.entry(Cast.OWEN, Map.of("leasehold.dev/deny", "no")),
            Map.entry(Cast.RENATE, Map.of("leasehold.dev/review", "keep")),
            Map.entry(Cast.RITA, Map.of(REVOKE, "enough")))) {
      Map<String, String> annotations = new HashMap<>(said.getValue());
      annotations.put("example.com/1", "changed by " + said.getKey().name());
      annotations.put("example.com/65", "added");
      request.patch(
          stage.as(said.getKey()),
          Map.of("annotations", annotations, "labels", Map.of("example.com/seen", "true")));
    }
    assertThat(request.annotations())
        .containsKeys(
            "approval.leasehold.dev/1",
            "denial.leasehold.dev/1",
            "review.leasehold.dev/1",
            "revocation.leasehold.dev/1");
    Map<String, String> tooMany = new HashMap<>(numbered(81));
    tooMany.put(REVOKE, "more");
    request.refuses(
        POLICY, () -> request.patch(stage.as(Cast.RITA), Map.of("annotations", tooMany)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "leasehold.dev/aprove",
        "leasehold.dev/approved",
        "Leasehold.dev/approve",
        "APPROVAL.leasehold.dev/1",
        "approve.leasehold.dev/1",
        "signature.leasehold.dev/Anna",
        "signatures.leasehold.dev/1",
        "reason.leasehold.dev/other-1",
        "x.y.leasehold.dev/z"
      })
  void nothingOfOursIsMisspeltUnnoticed(String key) {
    stage
        .offered()
        .refuses(POLICY, Cast.OWEN, key, QUOTE)
        .hasMessageContaining(
            "knows the annotations approve, deny, revoke, review, limit and redeliver");
  }

  private static final String SIGNED =
      "owner,security 2026-12-01T08:00:00Z " + "U1NIU0lH".repeat(400) + "AAA=";

  @Test
  void aSignatureMayComeAtCreationAndLaterAndEightOfThem() {
    StagedRequest request = stage.request();
    for (int i = 1; i <= 8; i++) {
      request.annotate(Cast.RITA, "signature.leasehold.dev/s-" + i, SIGNED);
    }
    request
        .refuses(POLICY, Cast.RITA, "signature.leasehold.dev/s-9", SIGNED)
        .hasMessageContaining("at most eight signatures");
    stage.requestBy(stage.as(Cast.RITA), Map.of("signature.leasehold.dev/one", SIGNED));
    Wire.assertRefused(
        POLICY,
        () ->
            stage.requestBy(
                stage.as(Cast.RITA), Map.of("signature.leasehold.dev/one", "owner x y")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "owner",
        "Owner 2026-12-01T08:00:00Z U1NIU0lH",
        "owner 2026-12-01T08:00:00Z U1NIU0lH\n",
        "owner 2026-12-01T08:00:00Z U1NI\u202EU0lH",
        "owner  2026-12-01T08:00:00Z U1NIU0lH",
        "owner 1926-12-01T08:00:00Z U1NIU0lH"
      })
  void aSignatureHasOneForm(String value) {
    stage
        .request()
        .refuses(POLICY, Cast.RITA, "signature.leasehold.dev/one", value)
        .hasMessageContaining("the form that ./leasehold sign writes");
  }

  @Test
  void aSignatureIsNoPlaceForWhatIsNone() {
    stage
        .request()
        .refuses(POLICY, Cast.RITA, "signature.leasehold.dev/one", SIGNED + "A".repeat(1000))
        .hasMessageContaining("at most 4096 characters");
  }

  /** Whoever brings it, nobody's word is smuggled in beside it. */
  @Test
  void aSignatureDoesNotComeTogetherWithAnApproval() {
    StagedRequest request = stage.offered();
    request.refuses(
        POLICY,
        () ->
            request.patch(
                stage.as(Cast.OWEN),
                Map.of(
                    "annotations", Map.of(APPROVE, QUOTE, "signature.leasehold.dev/one", SIGNED))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"notleasehold.dev/x", "leasehold.dev.example.com/x", "leasehold.dev"})
  void whatMerelyLooksLikeOursIsForeign(String key) {
    StagedRequest request = stage.request().annotate(Cast.RITA, key, "x");
    assertThat(request.annotations()).containsKey(key);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a\nb",
        "a\tb",
        "a\u001B[2Jb",
        "a\u202Eb",
        "a\u2066b",
        "a\u0085b",
        "a\u2028b",
        "a\u200Fb"
      })
  void aReasonIsVisibleText(String text) {
    stage
        .offered()
        .refuses(POLICY, Cast.RITA, REVOKE, text)
        .hasMessageContaining("one line of visible text");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\u00A0\u3000"})
  void aReasonIsNotBlank(String text) {
    stage.offered().refuses(POLICY, Cast.RITA, REVOKE, text).hasMessageContaining("not blank");
  }

  @Test
  void aReasonIsShort() {
    StagedRequest request = stage.offered();
    request
        .refuses(POLICY, Cast.RITA, REVOKE, "ä".repeat(513))
        .hasMessageContaining("at most 1024 bytes");
    request.annotate(Cast.RITA, REVOKE, "ä".repeat(512));
    assertThat(request.annotations())
        .containsEntry("reason.leasehold.dev/revocation-1", "ä".repeat(512));
  }

  @ParameterizedTest
  @ValueSource(strings = {"owen\u202Eneo", "owen\u200B"})
  void aNameThatCannotBeReadIsNotStamped(String name) {
    stage
        .offered()
        .refuses(POLICY, Cast.owner(name), APPROVE, QUOTE)
        .hasMessageContaining("cannot be recorded");
  }

  @Test
  void redeliveryTakesNothingMoreThanWritingToTheRequest() {
    StagedRequest request = stage.offered().annotate(Cast.EVE, "leasehold.dev/redeliver", "1");
    request.annotate(Cast.EVE, "leasehold.dev/redeliver", "2");
    assertThat(request.annotations()).containsEntry("leasehold.dev/redeliver", "2");
    request.refuses(POLICY, Cast.EVE, "leasehold.dev/redeliver", "x".repeat(1025));
  }

  private static Map<String, String> numbered(int count) {
    return IntStream.rangeClosed(1, count)
        .boxed()
        .collect(Collectors.toMap(i -> "example.com/" + i, i -> "x", (a, b) -> a, HashMap::new));
  }

  /** Every place of every kind, by people with long names, with the longest texts. */
  private static void everythingThatCanBeSaid(StagedRequest request) {
    for (int i = 1; i <= 8; i++) {
      String name = (i + "o").repeat(32);
      Person owner = new Person(name, "guard-cast", "guard-owners", "guard-revokers");
      request.annotate(owner, APPROVE, QUOTE);
      request.annotate(owner, "leasehold.dev/deny", "x".repeat(1024));
      request.annotate(owner, REVOKE, "x".repeat(1024));
      request.annotate(
          new Person((i + "r").repeat(32), "guard-cast", "guard-reviewers"),
          "leasehold.dev/review",
          "keep");
    }
  }
}
