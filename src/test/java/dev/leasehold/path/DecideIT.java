package dev.leasehold.path;

import static dev.leasehold.path.Terminal.on;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.api.v1alpha1.EndingCause;
import dev.leasehold.api.v1alpha1.RequestPhase;
import dev.leasehold.cli.Ran;
import dev.leasehold.lab.Lab;
import dev.leasehold.lab.Person;
import dev.leasehold.lab.SharedLab;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Decisions by the program's own commands, as people of the lab. */
final class DecideIT {
  @RegisterExtension static final SharedLab LAB = SharedLab.withOperator();

  private static final String HOUR = "duration: 1h, justification: weekly refunds";
  private static final int REFUSED = 1;

  @TempDir Path directory;

  @Test
  void approverListsShowsAndApproves() {
    Asked asked = Shop.offering(LAB.lab(), Entitled.reader()).asks("refunds", HOUR);
    asked.offer();
    Pattern row = Pattern.compile(asked.shop().namespace() + " +refunds +approve ");
    assertThat(run(Cast.OLGA, "", "pending").out())
        .containsPattern(row)
        .contains("owner 0 of 1 agreed");
    assertThat(run(Cast.RITA, "", "pending").err()).contains("Nothing waits for you");
    assertThat(run(Cast.RITA, "", "pending", "--all").out()).containsPattern(row);

    Ran shown = run(Cast.OLGA, "", on(asked, "show"));
    assertThat(shown.code()).isZero();
    assertThat(shown.out()).contains("Requested by:   path-rita", "weekly refunds");
    assertThat(shown.out().lines().map(String::strip))
        .containsAll(asked.offer().permissions())
        .contains("Decide by:      " + asked.offer().decideBy());

    assertThat(shown.out()).contains(uids(asked.shop()));
    assertThat(Serialization.asJson(asked.offer())).contains(uids(asked.shop()));

    assertThat(run(Cast.OLGA, "no\n", on(asked, "approve")).code()).isEqualTo(REFUSED);
    assertThat(run(Cast.OLGA, "", on(asked, "approve")).err()).contains("nothing was written");
    assertThat(asked.status().phase()).isEqualTo(RequestPhase.AwaitingApproval);

    Ran approved = run(Cast.OLGA, "yes\n", on(asked, "approve"));
    assertThat(approved.err()).contains(asked.offer().permissions().getFirst());
    assertThat(approved.out())
        .isEqualToIgnoringNewLines("accessrequests.leasehold.dev/refunds approved");
    asked.awaits(RequestPhase.Active);
    assertThat(Serialization.asJson(asked.record().getSpec())).contains(uids(asked.shop()));
    assertThat(run(Cast.OLGA, "", "pending").out()).doesNotContainPattern(row);

    assertThat(run(Cast.RITA, "", on(asked, "revoke", "--yes", "--reason", "done early")).code())
        .isZero();
    assertThat(Objects.requireNonNull(asked.awaits(RequestPhase.Withdrawn).ending()).cause())
        .isEqualTo(EndingCause.Withdrawn);
  }

  @Test
  void offerThatChangesWhileItIsLookedAtIsNotApproved() {
    Shop shop = Shop.offering(LAB.lab(), reading("orders-reader"));
    Asked asked = shop.asks("refunds", HOUR);
    String first = asked.offer().digest();
    InputStream slow =
        Terminal.yesAfter(
            () -> {
              shop.offers(reading("orders-writer"));
              Lab.await().until(() -> !asked.offer().digest().equals(first));
            });
    Ran ran = new Terminal(LAB.lab(), directory).run(Cast.OLGA, slow, on(asked, "approve"));
    assertThat(ran.code()).isEqualTo(REFUSED);
    assertThat(ran.err()).contains("that is not the current offer").doesNotContain("Policy");
    assertThat(asked.status().phase()).isEqualTo(RequestPhase.AwaitingApproval);
    Ran old = run(Cast.OLGA, "", on(asked, "approve", "--yes", "--offer", first.substring(0, 16)));
    assertThat(old.code()).isEqualTo(REFUSED);
    assertThat(old.err()).contains("the offer changed: look at it again");
  }

  @Test
  void refusalsArePrintedAsTheApiServerGaveThem() {
    Asked asked = Shop.offering(LAB.lab(), Entitled.reader()).asks("refunds", HOUR);
    asked.offer();
    Ran self = run(Cast.RITA, "", on(asked, "approve", "--yes"));
    assertThat(self.code()).isEqualTo(REFUSED);
    assertThat(self.err()).contains("path-rita holds none of the roles owner");
    Ran nowhere = run(Cast.OLGA, "", "approve", "nothing", "-n", asked.shop().namespace());
    assertThat(nowhere.err()).contains("there is no AccessRequest nothing in namespace");
    assertThat(run(Cast.OLGA, "", on(asked, "deny", "--yes", "--reason", " ")).err())
        .contains("--reason must say why");
    assertThat(run(Cast.OLGA, "", on(asked, "deny", "--yes", "--reason", "not now")).code())
        .isZero();
    asked.awaits(RequestPhase.Denied);
    for (String late : List.of("approve", "deny", "revoke")) {
      String[] reason = late.equals("approve") ? new String[0] : new String[] {"--reason", "late"};
      Ran ran = run(Cast.OLGA, "", on(asked, late, reason));
      assertThat(ran.code()).isEqualTo(REFUSED);
      assertThat(ran.err()).contains("it is over: the request is Denied");
    }
  }

  @Test
  void identityIsFrozenAndLetInAgain() {
    Shop shop = Shop.offering(LAB.lab(), Entitled.reader());
    Asked asked = shop.asks("refunds", HOUR).activeBy(Cast.OLGA);
    String[] offboard = {"offboard", "worker", "-n", shop.namespace(), "--reason", "left"};
    Ran refused = run(Cast.RITA, "", "offboard", "worker", "-n", shop.namespace(), "--reason", "x");
    assertThat(refused.code()).isEqualTo(REFUSED);
    assertThat(refused.err()).contains("path-rita").contains("serviceaccounts");
    Ran shown = run(Cast.OFRA, "no\n", offboard);
    assertThat(shown.err()).contains("Freeze this identity?", "nothing was written");
    assertThat(asked.status().phase()).isEqualTo(RequestPhase.Active);
    Ran done = run(Cast.OFRA, "yes\n", offboard);
    assertThat(done.out()).isEqualToIgnoringNewLines("serviceaccounts/worker offboarded");
    asked.awaits(RequestPhase.Revoked);
    Identity.worker(shop).settled();
    assertThat(run(Cast.OFRA, "", offboard).err()).contains("/worker is frozen already: see");

    String[] reinstate = {"reinstate", "worker", "-n", shop.namespace(), "--reason", "was another"};
    Ran asks = run(Cast.OFRA, "no\n", reinstate);
    assertThat(asks.err())
        .contains(
            "Offboarded by:  path-ofra at 20", "Reason:         left", "Gives back:     nothing")
        .contains("Lift this freeze?", "nothing was written");
    assertThat(run(Cast.OFRA, "yes\n", reinstate).out()).contains("/worker reinstated");
    Lab.await()
        .until(() -> run(Cast.OFRA, "", reinstate).err().contains("path-ofra lifted it at 20"));
    shop.asks("again", HOUR).offer();
  }

  /** Of what is granted to whom: account, role and the namespace in which it is bound. */
  private static List<String> uids(Shop shop) {
    return Stream.of(
            shop.admin().serviceAccounts().inNamespace(shop.namespace()).withName("worker"),
            shop.admin().rbac().roles().inNamespace(shop.orders()).withName("orders-reader"),
            shop.admin().namespaces().withName(shop.orders()))
        .map(object -> object.require().getMetadata().getUid())
        .toList();
  }

  private static Entitled reading(String role) {
    return Entitled.reader().giving(Entitled.token("orders", role));
  }

  private Ran run(Person who, String input, String... words) {
    return new Terminal(LAB.lab(), directory).run(who, input, words);
  }
}
