package dev.leasehold.ending;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.api.v1alpha1.EndingCause;
import dev.leasehold.lab.Lab;
import dev.leasehold.lab.SharedLab;
import dev.leasehold.lab.Traces;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Nothing but the delivered Secret holds a credential, in any writing. */
final class LeakIT {
  @RegisterExtension static final SharedLab LAB = SharedLab.withOperator();

  @Test
  void noCredentialIsInLogsStatusEventsOrMetrics() {
    Asked asked = Scene.set(LAB.lab(), Terms.automatic()).asks("nightly", "1h").active();
    String first = asked.token();
    asked.secret().delete();
    asked.annotate(Scene.ASKER, "leasehold.dev/redeliver", "again");
    Lab.await().until(() -> asked.secret().get() != null && !asked.token().equals(first));
    String second = asked.token();
    asked.revoked();
    asked.ended(EndingCause.Withdrawn);
    Map<String, String> places = Traces.of(LAB.lab(), LAB.operator());
    for (String token : List.of(first, second)) {
      for (String written : writings(token)) {
        assertThat(places)
            .allSatisfy((place, text) -> assertThat(text.contains(written)).as(place).isFalse());
      }
    }
  }

  /** The signature alone is enough to forge, so it may not be anywhere either. */
  private static List<String> writings(String token) {
    String signature = token.substring(token.lastIndexOf('.') + 1);
    return Stream.of(
            Traces.writings(token),
            List.of(signature, HexFormat.of().formatHex(Base64.getUrlDecoder().decode(signature))))
        .flatMap(List::stream)
        .toList();
  }
}
