package dev.leasehold.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrustPolicyFileTest {
  private static final String TEXT = "a\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n";

  /** The example of the specification, with keys. */
  private static final String EXAMPLE =
      """
      # three of one organization, three of another
      log $log  https://log.example.com/

      witness X1 $1 https://one.example.org/
      \t witness X2 $2
      witness X3 $3
      group X-witnesses 2 X1 X2 X3

      witness Y1 $4
      witness Y2 $5
      witness Y3 $6
      group Y-witnesses any Y1 Y2 Y3

      group X-and-Y all X-witnesses Y-witnesses
      quorum X-and-Y
      """;

  private static TrustPolicy parse(String file) {
    String text = file.replace("$log", Lives.KEY.verifier().text());
    for (int i = 1; i <= 40; i++) {
      text = text.replace("$" + i + "$", Witnesses.signer(i).verifier().text());
    }
    for (int i = 1; i <= 9; i++) {
      text = text.replace("$" + i, Witnesses.signer(i).verifier().text());
    }
    return TrustPolicyFile.parse(text.getBytes(StandardCharsets.UTF_8));
  }

  /** The note that the log did not sign, which policies without logs leave to others. */
  private static Optional<Instant> reached(TrustPolicy policy, int... numbers) {
    SignedNote note = new SignedNote(TEXT, List.of());
    for (int number : numbers) {
      Instant at = Instant.ofEpochSecond(1000 + number);
      note = note.with(Witnesses.signer(number).cosign(TEXT, at));
    }
    TrustPolicy open = new TrustPolicy(List.of(), policy.witnesses(), policy.quorum());
    try {
      return Optional.of(open.judge(note.note(), Optional.empty()).at());
    } catch (IllegalArgumentException e) {
      assertThat(e).hasMessageStartingWith("the quorum of the policy did not cosign it");
      return Optional.empty();
    }
  }

  @Test
  void theSpecificationsExampleNeedsTwoOfOneAndOneOfTheOther() {
    TrustPolicy policy = parse(EXAMPLE);
    assertThat(policy.logs()).hasSize(1);
    assertThat(policy.witnesses()).hasSize(6);
    for (int set = 0; set < 64; set++) {
      int chosen = set;
      int[] numbers =
          IntStream.rangeClosed(1, 6).filter(i -> (chosen >> (i - 1) & 1) == 1).toArray();
      boolean isQuorum = Integer.bitCount(set & 7) >= 2 && (set & 56) != 0;
      assertThat(reached(policy, numbers).isPresent())
          .as(List.of(set).toString())
          .isEqualTo(isQuorum);
    }
  }

  @Test
  void theTimeIsThatByWhichTheLastOneOfTheQuorumHadCosigned() {
    TrustPolicy policy = parse(EXAMPLE);
    assertThat(reached(policy, 1, 2, 3, 4)).contains(Instant.ofEpochSecond(1002));
    assertThat(reached(policy, 1, 3, 6)).contains(Instant.ofEpochSecond(1001));
    assertThat(reached(parse("witness a $7\nquorum a\n"), 7)).contains(Instant.ofEpochSecond(1007));
    assertThat(reached(parse("quorum none\n"))).contains(Instant.EPOCH);
  }

  @Test
  void aKeyThatSignsTwiceCountsOnce() {
    TrustPolicy two = parse("witness a $1\nwitness b $2\ngroup g 2 a b\nquorum g\n");
    assertThat(reached(two, 1, 1, 1)).isEmpty();
    assertThat(reached(two, 1, 2)).isPresent();
  }

  @Test
  void oneForgedCosignatureOfAKnownWitnessRefusesAll() {
    TrustPolicy any = parse("witness a $1\nwitness b $2\ngroup g any a b\nquorum g\n");
    SignedNote note = new SignedNote(TEXT, List.of());
    SignedNote forged =
        note.with(Witnesses.signer(1).cosign(TEXT, Witnesses.NOW))
            .with(Witnesses.signer(2).cosign("another\n", Witnesses.NOW));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> any.judge(forged.note(), Optional.empty()))
        .withMessageContaining("does not verify");
  }

  @Test
  void whatThePolicysLogsDidNotSignIsRefused() {
    TrustPolicy policy = parse("log $log\nquorum none\n");
    Checkpoint checkpoint = new Checkpoint(Lives.NAME, 1, TreeHash.leaf(new byte[1]));
    assertThat(policy.judge(checkpoint.sign(Lives.KEY), Optional.empty()).by()).isEmpty();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> policy.judge(checkpoint.sign(Lives.key(9)), Optional.empty()));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Demand(policy, Optional.of(Witnesses.NOW)))
        .withMessageContaining("needs no witness");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "quorum a|line 1: a is not the name",
        "witness a $1|line 2: no quorum line",
        "witness a $1;quorum a;quorum a|line 3: there is already a quorum",
        "witness a $1;witness a $2;quorum a|line 2: a is already defined",
        "witness a $1;group a any a;quorum a|line 2: a is already defined",
        "witness none $1;quorum none|line 1: the name none",
        "witness a $1;group g any none;quorum g|line 2: none is not the name",
        "witness a $1;witness b $1;quorum a|line 2: another witness line has the same public key",
        "log $log;log $log;quorum none|line 2: another log line has the same public key",
        "witness a $1;group g 0 a;quorum g|line 2: expected all, any or a number from 1 to 1",
        "witness a $1;group g 2 a;quorum g|line 2: expected all, any or a number from 1 to 1",
        "witness a $1;group g 01 a;quorum g|line 2: expected all, any or a number from 1 to 1",
        "witness a $1;group g all;quorum g|line 2: expected group NAME",
        "witness a $1;group g all a a;quorum g|line 2: a is already a member",
        "witness a $1;group g all a;group h all a;quorum g|line 3: a is already a member",
        "witness a $1;group g all g;quorum g|line 2: g is not the name",
        "quorum|line 1: expected quorum NAME",
        "quorum none none|line 1: expected quorum NAME",
        "witness a|line 1: expected witness NAME VKEY",
        "witness a $1 url more;quorum a|line 1: expected witness NAME VKEY",
        "witness a $log;quorum a|line 1: expected an Ed25519 key (type 4) of a witness",
        "log $1;quorum none|line 1: expected an Ed25519 key (type 1) or an ECDSA key (type 2) of a log",
        "Quorum none|line 1: expected log, witness, group or quorum",
        "quorum none # all|line 1: expected quorum NAME",
      })
  void badLinesAreNamed(String file, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> parse(file.replace(";", "\n") + "\n"))
        .withMessageStartingWith(message);
  }

  @Test
  void aFileThatIsCutOrHasControlCharactersIsRefused() {
    for (String wrong : List.of("quorum none", "quorum none\r\n", "quorum none\u0000\n")) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> parse(wrong))
          .withMessageStartingWith("line 1: ");
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TrustPolicyFile.parse(new byte[TrustPolicyFile.MAX_LENGTH + 1]));
    assertThat(parse("# \u00e9\nquorum none\n").witnesses()).isEmpty();
  }

  @Test
  void aLogAndAWitnessMustNotShareAKey() {
    String both = WitnessSigner.of(Lives.KEY).verifier().text();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> parse("log $log\nwitness a " + both + "\nquorum a\n"))
        .withMessageStartingWith("line 2: a log and a witness");
  }

  @Test
  void thirtyTwoOfEachAreReadAndDeepNestsAreNot() {
    List<String> lines = new ArrayList<>();
    for (int i = 1; i <= 32; i++) {
      lines.add("witness w%d $%d$".formatted(i, i));
      lines.add(i == 1 ? "group g1 all w1" : "group g%d all g%d w%d".formatted(i, i - 1, i));
    }
    TrustPolicy policy = parse(String.join("\n", lines) + "\nquorum g32\n");
    assertThat(policy.witnesses()).hasSize(32);
    lines.add("group deeper all g32");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> parse(String.join("\n", lines) + "\nquorum deeper\n"))
        .withMessageContaining("nested");
  }
}
