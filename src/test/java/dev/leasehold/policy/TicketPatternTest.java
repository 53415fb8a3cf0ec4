package dev.leasehold.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Compares with the JDK's matcher, which agrees wherever it comes to an end. */
class TicketPatternTest {
  private static final List<String> TEXTS = words(List.of("a", "b", "c"), 4);

  @Test
  void allShortPatternsMatchAsTheJdkSays() {
    List<String> parts =
        words(List.of("a", "b", ".", "^", "$", "(", ")", "|", "*", "+", "?", "[", "]"), 4);
    int compared = 0;
    for (String pattern : parts) {
      if (TicketPattern.flaw(pattern).isEmpty() && compiles(pattern)) {
        compared += assertSame(pattern, TEXTS.subList(0, 13));
      }
    }
    assertThat(compared).isGreaterThan(50_000);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a{2}",
        "a{0}b",
        "a{1,}b",
        "^a{1,2}$",
        "(ab){2}",
        "^(a|b){2,3}$",
        "(?:a|bc)+$",
        "[^a]b",
        "[a-b]c",
        "[-a]b",
        "[a-]b",
        "[ab-]c",
        "^[^ab]$",
        "a+?b",
        "a*?$",
        "a??b",
        "^(a|ab)(c|bcd)*$",
        "()",
        "(|a)b",
        "^(a*)*$",
        "(a*)+c",
        "^((a|b)*c)+$",
        "^$",
        "\\^",
        "[\\]]",
        "^\\w+$",
        "\\W",
        "\\d",
        "\\D$",
        "^\\S*$",
        "a\\sb",
        "[\\w]b",
        "[^\\d]b",
        "a|b|^c",
        "(a|b|c){3}$",
        "^[a-c]{4}$"
      })
  void ordinaryPatternsMatchAsTheJdkSays(String pattern) {
    assertThat(TicketPattern.flaw(pattern)).isEmpty();
    assertThat(assertSame(pattern, TEXTS)).isEqualTo(TEXTS.size());
    assertSame(pattern, List.of("^", "]", "a b", "a\tb", "-c", "ac-c", "_", "0", "Zz9_", "-", "é"));
  }

  @ParameterizedTest
  @CsvSource({
    "^(INC|CHG)-[0-9]+$, CHG-1042, true",
    "^(INC|CHG)-[0-9]+$, CHG-, false",
    "^(INC|CHG)-[0-9]+$, xCHG-1, false",
    "'^[A-Z]{2,4}-\\d{1,6}(, [A-Z]{2,4}-\\d{1,6})*$', 'AB-1, CD-22', true",
    "[0-9], CHG-1042, true",
    "'', anything, true",
    "^\\$5\\.00$, $5.00, true",
    "^\\$5\\.00$, $5x00, false",
    "^.{3}$, 😀é€, true",
  })
  void ticketsAreFound(String pattern, String ticket, boolean found) {
    assertThat(TicketPattern.matches(pattern, ticket)).isEqualTo(found);
  }

  /** The JDK's matcher takes from minutes to for ever, some of it without reading a character. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "(a*)*$b",
        "^(a+)+$",
        "(a|a)*b",
        "(.*)*(.*)*(.*)*x",
        "(|)(|)(|)(|)(|)(|)(|)(|)(|)(|)(|)(|)(|)(|)(|)(|)(|)(|)(|)(|)(|)(|)(|)(|)(|)(|)(|)(|)(|)$x",
        "(((((((a?)?)?)?)?)*)*)*x",
      })
  void noPatternTakesMoreThanItsShareOfWork(String pattern) {
    assertThat(TicketPattern.flaw(pattern)).isEmpty();
    assertThat(TicketPattern.matches(pattern, "a".repeat(127) + "!")).isFalse();
  }

  @Test
  void deepNestingEndsToo() {
    String deep = "(".repeat(127) + "a" + ")".repeat(127);
    assertThat(TicketPattern.matches(deep, "a")).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "(, missing closing )",
    "), unexpected )",
    "[a, missing closing ]",
    "[a-, missing closing ]",
    "a\\, trailing backslash",
    "*, missing argument to repetition",
    "a**, invalid nested repetition",
    "(?=a), Perl syntax",
    "(a)\\1, invalid escape sequence",
    "'a{1001}', invalid repeat count",
    "'a{3,2}', invalid repeat count",
    "[b-a], invalid character class range",
    "\\Qa\\E, \\Q is not supported",
    "'a{1000}', it takes 10",
    "'(a{1000}){1000}', its counts multiply",
  })
  void whatCannotBeUsedIsNamedAndMatchesNothing(String pattern, String flaw) {
    assertThat(TicketPattern.flaw(pattern)).hasValueSatisfying(f -> assertThat(f).contains(flaw));
    assertThat(TicketPattern.matches(pattern, "a")).isFalse();
  }

  @Test
  void whatTheSchemaWouldRefuseMatchesNothing() {
    assertThat(TicketPattern.flaw("a".repeat(256))).isEmpty();
    assertThat(TicketPattern.flaw("a".repeat(257))).isPresent();
    assertThat(TicketPattern.matches("a", "a".repeat(128))).isTrue();
    assertThat(TicketPattern.matches("a", "a".repeat(129))).isFalse();
  }

  private static int assertSame(String pattern, List<String> texts) {
    Pattern jdk = Pattern.compile(pattern);
    for (String text : texts) {
      if (TicketPattern.matches(pattern, text) != jdk.matcher(text).find()) {
        throw new AssertionError(pattern + " in " + text + " is " + jdk.matcher(text).find());
      }
    }
    return texts.size();
  }

  private static boolean compiles(String pattern) {
    try {
      return !Pattern.compile(pattern).pattern().isEmpty();
    } catch (PatternSyntaxException e) {
      return false;
    }
  }

  /** All words over the letters, the shortest first. */
  private static List<String> words(List<String> letters, int longest) {
    List<String> words = new ArrayList<>(List.of(""));
    for (int i = 0; words.get(i).length() < longest; i++) {
      for (String letter : letters) {
        words.add(words.get(i) + letter);
      }
    }
    return words;
  }
}
