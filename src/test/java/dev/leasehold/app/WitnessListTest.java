package dev.leasehold.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.leasehold.evidence.WitnessPeer;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is not understood stops the operator, with the field and what to do. */
class WitnessListTest {
  private static final String KEY =
      "witness.example.org/go+397b726c+BBl/ayPhbIUyxqvIOPrNXqeJvgx2spIDNAOb+os9No1h";

  private static List<WitnessPeer> parse(String json) {
    return WitnessList.parse(json.replace('\'', '"').replace("$", KEY));
  }

  @Test
  void keysAndUrlsAreRead() {
    assertThat(parse("[]")).isEmpty();
    List<WitnessPeer> one = parse("[{'key': '$', 'url': 'https://w.example.org/a'}]");
    assertThat(one).hasSize(1);
    assertThat(one.getFirst().key().text()).isEqualTo(KEY);
    assertThat(one.getFirst().url()).hasToString("https://w.example.org/a");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{}|evidence.witnesses is no list",
        "[{'url': 'https://h'}]|evidence.witnesses[0].key is missing",
        "[{'key': 'a+b', 'url': 'https://h'}]|evidence.witnesses[0].key cannot be read",
        "[{'key': '$'}]|evidence.witnesses[0].url is missing",
        "[{'key': '$', 'url': 'h'}]|evidence.witnesses[0].url",
        "[{'key': '$', 'url': 'ftp://h'}]|evidence.witnesses[0].url",
        "[{'key': '$', 'url': '//h'}]|evidence.witnesses[0].url",
        "[{'key': '$', 'url': 'https://h:65536'}]|evidence.witnesses[0].url",
        "[{'key': '$', 'url': 'https://h/'}]|evidence.witnesses[0].url",
        "[{'key': '$', 'url': 'https://a:b@h'}]|evidence.witnesses[0].url",
        "[{'key': '$', 'url': 'https://h', 'ca': ''}]|evidence.witnesses[0].ca is unknown",
        "[{'key': '$', 'url': 'https://h'}, {'key': '$', 'url': 'https://i'}]"
            + "|evidence.witnesses[1].key has the key or the name of another",
      })
  void whatIsNotUnderstoodIsNamed(String json, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> parse(json))
        .withMessageStartingWith(message);
  }

  @Test
  void aQuorumThatIsNotSetIsMoreThanHalfAndOneOfMoreThanThereAreIsRefused() {
    List<WitnessPeer> two =
        Collections.nCopies(2, parse("[{'key': '$', 'url': 'https://h'}]").getFirst());
    List<WitnessPeer> three = Collections.nCopies(3, two.getFirst());
    assertThat(WitnessList.quorum(0, two)).isEqualTo(2);
    assertThat(WitnessList.quorum(0, three)).isEqualTo(2);
    assertThat(WitnessList.quorum(3, three)).isEqualTo(3);

    List<WitnessPeer> one = parse("[{'key': '$', 'url': 'https://h'}]");
    assertThat(WitnessList.quorum(0, one)).isEqualTo(1);
    assertThat(WitnessList.quorum(1, one)).isEqualTo(1);
    for (int wrong : new int[] {-1, 2}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> WitnessList.quorum(wrong, one))
          .withMessage("evidence.quorum must be 0 to 1, the number of witnesses");
    }
  }
}
