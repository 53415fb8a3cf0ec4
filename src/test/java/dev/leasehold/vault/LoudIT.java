package dev.leasehold.vault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.api.v1alpha1.RequestPhase;
import dev.leasehold.lab.Lab;
import dev.leasehold.lab.Operator;
import dev.leasehold.lab.Traces;
import dev.leasehold.path.Asked;
import dev.leasehold.path.Cast;
import dev.leasehold.path.Prober;
import dev.leasehold.path.Workload;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** A Vault that has no root token any more, and an operator that logs all it can. G8. */
final class LoudIT {
  private static final Duration LATE = Duration.ofSeconds(20);

  /** Whosever it is: a token of Vault's, or one by which somebody logs in there. */
  private static final Pattern TOKEN =
      Pattern.compile("hv[sbr]\\.[A-Za-z0-9_-]{20,}|eyJ[A-Za-z0-9_-]{20,}\\.[A-Za-z0-9_-]{20,}\\.");

  @Test
  void noRootTokenIsNeededAndNoCredentialIsLoggedAtTheLoudest() {
    try (Lab lab = OwnLab.bare();
        Operator operator = Operator.start(lab, Map.of("QUARKUS_LOG_LEVEL", "TRACE"))) {
      lab.vault().root().write("auth/token/revoke-self", Map.of()).orThrow();
      assertThat(lab.vault().root().read("sys/mounts").code()).isEqualTo(403);
      List<String> secrets = lives(new OwnLab(lab, operator));
      assertThat(operator.said()).contains(" DEBUG ");
      assertThat(Traces.of(lab, operator))
          .allSatisfy(
              (place, text) -> {
                assertThat(TOKEN.matcher(text).results()).as(place).isEmpty();
                for (String secret : secrets) {
                  assertThat(Traces.writings(secret)).as(place).noneMatch(text::contains);
                }
              });
    }
  }

  /** What is issued, replaced and taken back in it. */
  private static List<String> lives(OwnLab own) {
    List<String> secrets = new ArrayList<>();
    Asked asked = own.asks(Offers.databaseUser("db"), Offers.token("partner")).activeBy(Cast.OLGA);
    DatabaseUser first = DatabaseUser.deliveredTo(asked, "db.");
    assertThat(first.orders()).isEqualTo(2);
    secrets.add(first.password());
    secrets.add(Workload.text(asked.secret(), "partner.token"));
    asked.annotate(Cast.RITA, "leasehold.dev/redeliver", "again");
    Lab.await().until(() -> !DatabaseUser.deliveredTo(asked, "db.").equals(first));
    DatabaseUser second = DatabaseUser.deliveredTo(asked, "db.");
    secrets.add(second.password());
    secrets.add(Workload.text(asked.secret(), "partner.token"));
    asked.annotate(Cast.RITA, "leasehold.dev/revoke", "done");
    Prober.untilRefused(second::code, LATE);
    asked.awaits(RequestPhase.Withdrawn);
    assertThat(first.logsIn()).isFalse();
    assertThat(own.vault().database().users()).isEmpty();
    return secrets;
  }
}
