package dev.leasehold.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.model.Stamp;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StampReaderTest {
  private static final String UID = "5c0e7a80-1111-4000-8000-000000000001";
  private static final String DIGEST = "0123456789abcdef".repeat(4);
  private static final String KEY = "approval.leasehold.dev/1";

  private static List<Stamp> read(String value) {
    return StampReader.read(Map.of(KEY, value));
  }

  @Test
  void aStampIsReadAsTheGuardWritesIt() {
    assertThat(read(UID + " " + DIGEST + " owner,security alice"))
        .containsExactly(
            new Stamp(
                Stamp.Act.APPROVAL, 1, UID, DIGEST, Set.of("owner", "security"), "alice", ""));
  }

  @Test
  void aUserNameMayContainSpaces() {
    assertThat(read(UID + " none - Alice van der Berg "))
        .singleElement()
        .extracting(Stamp::user)
        .isEqualTo("Alice van der Berg ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "UID",
        "UID DIGEST owner",
        "UID DIGEST owner ",
        "UID  DIGEST owner alice",
        " UID DIGEST owner alice",
        "UID DIGEST  alice",
        "UID DIGEST owner, alice",
        "UID DIGEST ,owner alice",
        "UID DIGEST Owner alice",
        "UID DIGEST owner alice\n",
        "UID DIGEST owner ali\u202ece",
        "UID DIGEST owner alice\u0000",
        "UID DIGEST\nowner alice bob",
        "UID None owner alice",
        "UID DIGEST0 owner alice",
        "UID 0123456789abcdef owner alice",
        "UID\tDIGEST\towner\talice",
        "../../x DIGEST owner alice",
        "UID DIGEST a,b,c,d,e,f,g,h,i alice"
      })
  void whatTheGuardDoesNotWriteIsPassedOver(String form) {
    assertThat(read(form.replace("UID", UID).replace("DIGEST", DIGEST))).isEmpty();
  }

  @Test
  void allSlotsOfAllActsAreReadAndNoOthers() {
    Map<String, String> annotations = new HashMap<>();
    for (Stamp.Act act : Stamp.Act.values()) {
      for (int slot = 0; slot <= 9; slot++) {
        annotations.put(act.text() + ".leasehold.dev/" + slot, UID + " none - u" + slot);
      }
      annotations.put(act.text() + ".leasehold.dev/01", UID + " none - eve");
    }
    annotations.put("leasehold.dev/approve", DIGEST);
    assertThat(StampReader.read(annotations)).hasSize(Stamp.Act.values().length * 8);
    assertThat(StampReader.read(annotations).stream().map(Stamp::user).collect(Collectors.toSet()))
        .isEqualTo(IntStream.rangeClosed(1, 8).mapToObj(i -> "u" + i).collect(Collectors.toSet()));
  }

  @Test
  void theReasonStandsBesideItsOwnStamp() {
    List<Stamp> stamps =
        StampReader.read(
            Map.of(
                "denial.leasehold.dev/2", UID + " none - carol",
                "reason.leasehold.dev/denial-1", "another's",
                "reason.leasehold.dev/denial-2", "line one\nline two"));
    assertThat(stamps).singleElement().extracting(Stamp::text).isEqualTo("line one\nline two");
  }
}
