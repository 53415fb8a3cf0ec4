package dev.leasehold.guard;

import static dev.leasehold.guard.StagedRequest.APPROVE;
import static dev.leasehold.guard.StagedRequest.DIGEST;
import static dev.leasehold.guard.StagedRequest.OTHER_DIGEST;
import static dev.leasehold.guard.StagedRequest.QUOTE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.lab.People;
import dev.leasehold.lab.Person;
import dev.leasehold.lab.SharedLab;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Accepting less than is offered. */
final class LimitIT {
  private static final String LIMIT = "leasehold.dev/limit";
  private static final String LIMITS = "leasehold-limits";
  private static final String STAMP = "limit.leasehold.dev/";
  private static final String TEXT = "reason.leasehold.dev/limit-";

  @RegisterExtension static final SharedLab LAB = SharedLab.withChart();
  private static Stage stage;

  @BeforeAll
  static void open() {
    stage = Stage.in(LAB.lab());
  }

  @Test
  void limitsAreStampedOneAfterAnother() {
    StagedRequest request =
        stage
            .offered()
            .annotate(Cast.OWEN, LIMIT, "duration=2h reason=the audit ends then")
            .offer(OTHER_DIGEST, false, "owner")
            .annotate(Cast.SIBYL, LIMIT, "duration=30m targets=shop,db");
    assertThat(request.annotations())
        .containsEntry(STAMP + 1, request.stamp(DIGEST, "owner", "owen"))
        .containsEntry(TEXT + 1, "duration=2h reason=the audit ends then")
        .containsEntry(STAMP + 2, request.stamp(OTHER_DIGEST, "owner", "sibyl"))
        .doesNotContainKey(LIMIT);
    for (int place : List.of(4, 8)) {
      Map<String, String> ahead =
          Map.of(
              STAMP + place,
              request.stamp(OTHER_DIGEST, "owner", "owen"),
              TEXT + place,
              "duration=1h");
      request
          .refuses(LIMITS, () -> request.patch(stage.as(Cast.OWEN), Map.of("annotations", ahead)))
          .hasMessageContaining("taken in that order");
    }
    request.refuses(LIMITS, Cast.OWEN, TEXT + 1, "duration=1h").hasMessageContaining("changed");
  }

  @Test
  void limitingTakesARoleHeldByName() {
    StagedRequest request = stage.offered();
    for (Person other : List.of(Cast.RITA, Cast.EVE, Cast.REX, Cast.LOCAL)) {
      request
          .refuses(LIMITS, other, LIMIT, "duration=2h")
          .hasMessageContaining("holds none of the roles");
    }
    for (Person powerful : List.of(People.ADMIN, Cast.WILMA, Cast.ANY_RESOURCE)) {
      request.refuses(LIMITS, powerful, LIMIT, "duration=2h").hasMessageContaining("wildcard");
    }
    request
        .refuses(
            LIMITS,
            () -> request.annotate(stage.account("guard-gitops", "approver"), LIMIT, "duration=2h"))
        .hasMessageContaining("service accounts do not limit");
    Map<String, String> inAnothersName =
        Map.of(STAMP + 1, request.stamp(DIGEST, "owner", "owen"), TEXT + 1, "duration=2h");
    request.refuses(
        LIMITS, () -> request.patch(stage.as(Cast.SIBYL), Map.of("annotations", inAnothersName)));
  }

  @Test
  void whatWidensOrHasNoMeaningIsRefusedAtThePrompt() {
    StagedRequest request = stage.offered();
    for (String more : List.of("duration=4h", "duration=5h", "duration=240m", "duration=0s")) {
      request.refuses(LIMITS, Cast.OWEN, LIMIT, more).hasMessageContaining("shorter than");
    }
    for (String text :
        List.of(
            "2h",
            "duration=2d",
            "duration=100000h",
            "duration=2h,targets=a",
            "targets=A",
            "targets=a,",
            "targets=a,b,c,d,e,f,g,h,i",
            "duration=2h reason=")) {
      request.refuses(LIMITS, Cast.OWEN, LIMIT, text).hasMessageContaining("a limit is duration=");
    }
    request.refuses(LIMITS, Cast.OWEN, LIMIT, "none").hasMessageContaining("no limit to take off");
  }

  /** What would not fit into the record is not cut. */
  @Test
  void aReasonIsRecordedWholeOrRefused() {
    StagedRequest request = stage.offered();
    String whole = "duration=2h reason=" + "ü".repeat(128);
    request
        .refuses(LIMITS, Cast.OWEN, LIMIT, whole + "x")
        .hasMessageContaining("at most 128 characters");
    request.annotate(Cast.OWEN, LIMIT, whole);
    assertThat(request.annotations()).containsEntry(TEXT + 1, whole);
  }

  @Test
  void thereIsAnOfferAndNothingIsDecidedYet() {
    stage
        .request()
        .refuses(LIMITS, Cast.OWEN, LIMIT, "duration=2h")
        .hasMessageContaining("no offer to limit");
    StagedRequest granted = stage.offered();
    Wire.mergeStatus(
        stage.operator(),
        granted.now(),
        "{\"status\": {\"record\": \"ar-" + granted.uid() + "\"}}");
    granted
        .refuses(LIMITS, Cast.OWEN, LIMIT, "duration=2h")
        .hasMessageContaining("too late to limit");
  }

  @Test
  void itComesWithNothingElseAndStays() {
    StagedRequest request = stage.offered();
    request.refuses(
        "leasehold-annotations",
        () ->
            request.patch(
                stage.as(Cast.OWEN),
                Map.of("annotations", Map.of(LIMIT, "duration=2h", APPROVE, QUOTE))));
    request.annotate(Cast.OWEN, LIMIT, "duration=2h").annotate(Cast.OWEN, STAMP + 1, null);
    assertThat(request.annotations()).containsKey(STAMP + 1);
    for (int place = 2; place <= 8; place++) {
      request.annotate(Cast.OWEN, LIMIT, "duration=" + place + "m");
    }
    request
        .refuses(LIMITS, Cast.OWEN, LIMIT, "duration=1h")
        .hasMessageContaining("all eight places for limits are taken");
    request.annotate(Cast.OWEN, APPROVE, QUOTE).annotate(Cast.OWEN, "leasehold.dev/deny", "no");
  }
}
