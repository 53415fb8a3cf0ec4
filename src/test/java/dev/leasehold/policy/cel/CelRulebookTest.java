package dev.leasehold.policy.cel;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.leasehold.policy.Rulebook.Answer;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What conditions in CEL can say, and what becomes of those that say nothing. */
class CelRulebookTest {
  private static final Scene SCENE = Scene.ordinary();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "true",
        "request.name == 'nightly'",
        "request.namespace == 'team'",
        "request.namespaceLabels['env'] == 'prod'",
        "request.namespaceLabels[?'env'].orValue('') != 'dev' || request.ticket != ''",
        "request.namespaceLabels[?'nope'].orValue('') == ''",
        "'a.b/c' in request.namespaceLabels && !('x' in request.namespaceLabels)",
        "request.duration == duration('5h') && request.duration > duration('4h')",
        "request.targets == ['shop'] && request.targets.size() == 1",
        "has(request.startAt) && request.startAt == timestamp('2026-11-24T12:00:00Z')",
        "request.?startAt.orValue(now) - now < duration('3h')",
        "request.justification.contains('reconciliation')",
        "request.ticket.matches('^(INC|CHG)-[0-9]+$')",
        "!request.emergency",
        "request.channel.type in ['AIAssistant', 'Pipeline']",
        "request.channel.name == 'claude' && request.channel.reference.startsWith('https://')",
        "request.requestId == '7'",
        "request.requester == 'rita' && request.applier == 'argocd' && request.claimed",
        "request.secretName == 'nightly-access'",
        "subject.namespace == 'team' && subject.serviceAccountName == 'worker'",
        "subject.uid == 'subject-uid'",
        "entitlement.catalog == 'payments' && entitlement.name == 'orders-reader'",
        "entitlement.sensitivity == 'Moderate' && entitlement.evidence == 'Minimal'",
        "entitlement.maxDuration == duration('8h') && entitlement.targets == ['shop', 'own']",
        "grants.size() == 2 && grants.all(g, g.catalog == 'payments')",
        "grants.exists_one(g, g.phase == 'Active' && g.expiresAt > now)",
        "grants.filter(g, !has(g.expiresAt)).map(g, g.request) == ['earlier']",
        "grants.exists(g, g.name == 'orders-writer' && g.namespace == request.namespace)",
        "now == timestamp('2026-11-24T09:31:00Z')",
        "now.getHours() == 9 && now.getHours('Europe/Berlin') == 10 && now.getDayOfWeek() == 2",
        "now + request.duration > now",
        "request.name.lowerAscii().indexOf('x') == -1 && request.name.substring(1) == 'ightly'",
        "{'dev': 8, 'prod': 5}[request.namespaceLabels['env']] >= 5",
        "{'prod': ['rita']}[?request.namespaceLabels['env']].orValue([]).exists(p, p == request.requester)",
        "int(request.requestId) + 1 == 8 && string(7) == request.requestId",
        "request.namespaceLabels['nope'] == '' || true",
      })
  void everyVariableHasItsTypeAndValue(String condition) {
    assertThat(SCENE.flaw(condition)).isEmpty();
    assertThat(SCENE.answer(condition)).isEqualTo(new Answer.Yes());
    assertThat(SCENE.answer("!(" + condition + ")")).isEqualTo(new Answer.No());
  }

  @Test
  void theSameTextAnswersForEachRequestByItself() {
    String assistants = "request.channel.type in ['AIAssistant', 'Pipeline']";
    for (String channel : new String[] {"AIAssistant", "Pipeline"}) {
      assertThat(SCENE.through(channel).answer(assistants)).isEqualTo(new Answer.Yes());
    }
    for (String channel : new String[] {"GitOps", "CLI", "Portal", "Other", ""}) {
      assertThat(SCENE.through(channel).answer(assistants)).isEqualTo(new Answer.No());
    }
    String longer = "request.duration > duration('4h')";
    assertThat(SCENE.lasting(Duration.ofHours(4)).answer(longer)).isEqualTo(new Answer.No());
    assertThat(SCENE.lasting(Duration.ofHours(4).plusNanos(1)).answer(longer))
        .isEqualTo(new Answer.Yes());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "request.nosuch == 'x' | line 1, column 8: there is no field nosuch",
        "requst.name == 'x' | line 1, column 1: there is nothing called requst",
        "request.duration > '4h' | line 1, column 18: _>_ cannot be applied to (duration, string)",
        "request.name | bool is needed and this is string",
        "1 + 1 | bool is needed and this is int",
        "request. | line 1, column 9: CEL says: ",
        "true && | line 1, column 8: CEL says: ",
        "request.name.lower() == 'x' | there is nothing called lower",
        "dyn(request).nosuch | there is nothing called dyn",
        "type(request) == type(now) | there is nothing called type",
        "request.name + 'x' == '' | _+_ cannot be applied to (string, string)",
        "[1] + [2] == [] | it puts lists together with +",
        "grants.map(g, g.name + g.name) == [] | _+_ cannot be applied to (string, string)",
        "[grants].map(g, g + g).size() == 1 | it puts lists together with +",
        "'a'.replace('a', 'b') == '' | there is nothing called replace",
        "[1, 'a'].size() == 2 | things of different types",
        "[[[1]]] == [[[1]]] | lists or maps within lists within lists",
        "[{'a': [1]}].size() == 1 | lists or maps within lists within lists",
        "Request{name: 'x'}.name == 'x' | it makes an object, but conditions only ask",
      })
  void whatCannotBeAskedIsSaidWithItsPlace(String condition, String complaint) {
    assertThat(SCENE.flaw(condition)).contains(complaint).hasSizeLessThan(400);
    assertThat(SCENE.answer(condition))
        .isInstanceOfSatisfying(
            Answer.Unclear.class, unclear -> assertThat(unclear.why()).contains(complaint));
  }

  @Test
  void theLineOfAFlawIsCounted() {
    assertThat(SCENE.flaw("true &&\n  request.nam == ''"))
        .isEqualTo("line 2, column 10: there is no field nam");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "request.namespaceLabels['nope'] == '' | a key or field that is not there",
        "1 / grants.filter(g, false).size() == 1 | divides by zero",
        "1 % 0 == 1 | divides by zero",
        "9223372036854775807 + grants.size() > 0 | becomes too large",
        "timestamp('9999-12-31T23:59:59Z') + duration('48h') > now | no operation in it can fail",
        "grants[7].name == '' | beyond the end of a list",
        "now.getHours(request.name) == 1 | no time, duration, time zone or number",
        "duration(request.name) > duration('1s') | no time, duration, time zone or number",
        "int(request.name) == 1 | no time, duration, time zone or number",
        "request.name.matches('(') | a pattern",
        "request.name.matches('a{1000}') | a pattern",
        "request.name.substring(99) == '' | no operation in it can fail",
      })
  void whatFailsIsUnclearInOurOwnWords(String condition, String why) {
    assertThat(SCENE.flaw(condition)).isEmpty();
    assertThat(SCENE.answer(condition))
        .isInstanceOfSatisfying(
            Answer.Unclear.class,
            unclear -> assertThat(unclear.why()).contains(why).doesNotContain("Exception"));
  }

  @Test
  void whatTheRequestDoesNotHaveIsUnclearUnlessAskedFor() {
    Scene now = SCENE.startingAtOnce();
    assertThat(now.answer("request.startAt > now")).isInstanceOf(Answer.Unclear.class);
    assertThat(now.answer("has(request.startAt)")).isEqualTo(new Answer.No());
    assertThat(now.answer("request.?startAt.hasValue()")).isEqualTo(new Answer.No());
    assertThat(now.answer("request.?startAt.orValue(now) == now")).isEqualTo(new Answer.Yes());
    assertThat(SCENE.having().answer("grants == []")).isEqualTo(new Answer.Yes());
  }

  @ParameterizedTest
  @MethodSource
  void whatTakesTooLongIsStopped(String condition) {
    assertThat(SCENE.slowedBy(Bounds.DEADLINE).answer(condition))
        .isEqualTo(new Answer.Unclear(Obstacle.DEADLINE));
    assertThat(SCENE.slowedBy(Duration.ofMillis(1)).answer(condition)).isEqualTo(new Answer.Yes());
  }

  static Stream<String> whatTakesTooLongIsStopped() {
    return Stream.of(
        "request.name == 'nightly' && request.ticket != ''",
        "'aaaa'.matches('a+') && 'b'.matches('b')",
        "request.namespace == 'x' || request.claimed",
        "grants.all(g, g.phase != '')",
        "request.?startAt.orValue(now) >= now");
  }

  @Test
  void roundsAreCountedOverAllComprehensionsTogether() {
    String ten = "[1,2,3,4,5,6,7,8,9,0]";
    assertThat(SCENE.answer(ten + ".all(a, " + ten + ".all(b, a + b >= 0))"))
        .isEqualTo(new Answer.Yes());
    assertThat(
            SCENE.answer(ten + ".all(a, " + ten + ".all(b, " + ten + ".all(c, a + b + c >= 0)))"))
        .isInstanceOfSatisfying(
            Answer.Unclear.class,
            unclear -> assertThat(unclear.why()).contains("more than 500 elements"));
  }

  @Test
  void sizeAndDepthOfTheTextAreBounded() {
    String long1024 = "true" + " ".repeat(Bounds.SOURCE - 4);
    assertThat(SCENE.flaw(long1024)).isEmpty();
    assertThat(SCENE.flaw(long1024 + " ")).contains("longer than 1024 characters");
    for (String deep :
        new String[] {
          "(".repeat(200) + "true" + ")".repeat(200),
          "[".repeat(100) + "]".repeat(100) + " == []",
          "1" + "+1".repeat(300) + " > 0"
        }) {
      assertThat(SCENE.flaw(deep)).contains("it is nested too deeply");
    }
    assertThat(SCENE.flaw("")).isNotEmpty();
  }

  @Test
  void onlyWhatSpeaksOfTheTimeOrOfOtherGrantsIsRestless() {
    for (String moving : new String[] {"now.getHours() > 8", "grants.size() < 3"}) {
      assertThat(SCENE.rulebook().restless().test(moving)).isTrue();
    }
    for (String still : new String[] {"request.name == 'now'", "true", "grants.", "request.x"}) {
      assertThat(SCENE.rulebook().restless().test(still)).isFalse();
    }
  }

  @Test
  void theTimeStandsStillWithinAMinute() {
    assertThat(SCENE.answer("now.getSeconds() == 0 && now.getMilliseconds() == 0"))
        .isEqualTo(new Answer.Yes());
    assertThat(SCENE.circumstances().inquiry().minute())
        .isEqualTo(Instant.parse("2026-11-24T09:31:00Z"));
  }

  @Test
  void moreConditionsThanAreRememberedAreStillAnswered() {
    for (int i = 0; i < Bounds.REMEMBERED + 10; i++) {
      assertThat(SCENE.answer(i + " == " + i)).isEqualTo(new Answer.Yes());
    }
    assertThat(SCENE.answer("0 == 0")).isEqualTo(new Answer.Yes());
  }

  @Test
  void aGrantsEndIsOnlyThereOnceItHasBegun() {
    Scene open = SCENE.having(Scene.holding("Pending", Optional.empty()));
    assertThat(open.answer("grants.exists(g, g.expiresAt > now)"))
        .isInstanceOf(Answer.Unclear.class);
    assertThat(open.answer("grants.exists(g, g.?expiresAt.orValue(now) > now)"))
        .isEqualTo(new Answer.No());
  }

  /** The dearest that we could think of within the bounds; each ends by a bound, and soon. */
  @ParameterizedTest
  @MethodSource
  void theWorstThatCanBeWrittenIsStoppedSoon(String condition) {
    Scene real = SCENE.by(CelRulebook.by(System::nanoTime));
    assertThat(real.flaw(condition)).isEmpty();
    long began = System.nanoTime();
    real.answer(condition);
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(5));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "request.name.matches('(a{1000}){1000}')",
        "'((a{1000}){1000}){1000}' != request.name && request.name.matches('(((a{999}){999}){999}){999}')",
      })
  void noPatternFillsTheMemory(String condition) {
    ThreadMXBean memory = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = memory.getCurrentThreadAllocatedBytes();
    SCENE.answer(condition);
    assertThat(memory.getCurrentThreadAllocatedBytes() - before).isLessThan(32L << 20);
  }

  static Stream<String> theWorstThatCanBeWrittenIsStoppedSoon() {
    String text = "'" + "a".repeat(400) + "'";
    String twenty = "[1,2,3,4,5,6,7,8,9,0,1,2,3,4,5,6,7,8,9,0]";
    String matches = text + ".matches('(a|aa|a?)+(a*)*b')";
    String list = "[1,2,3,4,5,6,7,8,9,0].map(x, " + twenty + ".map(y, y)).all(l, l == l)";
    return Stream.of(
        twenty + ".all(a, " + twenty + ".all(b, !" + matches + "))",
        twenty
            + ".all(a, "
            + twenty
            + ".all(b, ["
            + text
            + ","
            + text
            + "] == ["
            + text.substring(0, 60)
            + "'] || true))",
        list,
        "["
            + twenty
            + ".map(x, 'aaaa')].all(l, "
            + twenty
            + ".all(y, "
            + "[l,l,l,l,l,l,l,l] == [l,l,l,l,l,l,l,l] && [l,l,l,l,l,l,l,l] == [l,l,l,l,l,l,l,l]))");
  }
}
