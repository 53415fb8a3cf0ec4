package dev.leasehold.path;

import static dev.leasehold.path.Terminal.on;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.api.v1alpha1.EndingCause;
import dev.leasehold.api.v1alpha1.RequestPhase;
import dev.leasehold.cli.Ran;
import dev.leasehold.lab.Lab;
import dev.leasehold.lab.Person;
import dev.leasehold.lab.SharedLab;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What happens after asking, by the program's own commands. */
final class FollowIT {
  @RegisterExtension static final SharedLab LAB = SharedLab.withOperator();

  private static final String HOUR = "duration: 1h, justification: weekly refunds";
  private static final int REFUSED = 1;

  @TempDir Path directory;

  @Test
  void reviewerIsShownWhatWasGivenAndSettlesTheReview() {
    Asked asked =
        Shop.offering(LAB.lab(), Entitled.reader().with("review: {within: 30m, onOverdue: Revoke}"))
            .asks("refunds", HOUR)
            .activeBy(Cast.OLGA);
    asked.condition("ReviewRequired", "ReviewDue");
    Pattern row = Pattern.compile(asked.shop().namespace() + " +refunds +review .* since 20");
    Terminal terminal = new Terminal(LAB.lab(), directory);
    assertThat(terminal.run(Cast.VERA, "", "pending").out()).containsPattern(row);
    assertThat(terminal.run(Cast.OLGA, "", on(asked, "review", "--keep", "--yes")).err())
        .contains("path-olga may not review this");

    Ran no = terminal.run(Cast.VERA, "no\n", on(asked, "review", "--keep"));
    assertThat(no.code()).isEqualTo(REFUSED);
    assertThat(no.err())
        .contains("Agreed:         path-olga", "Given:          from 20", "Review:")
        .contains(asked.offer(RequestPhase.Active).permissions().getFirst())
        .contains("Keep this access?", "nothing was written")
        .doesNotContain("Decide by");
    Ran old =
        terminal.run(
            Cast.VERA,
            Terminal.yesAfter(() -> asked.annotate(Cast.RITA, "example.com/note", "look away")),
            on(asked, "review", "--keep"));
    assertThat(old.code()).isEqualTo(REFUSED);
    assertThat(old.err()).contains("it changed or was replaced", "nothing was written");
    assertThat(asked.recorded(asked.uid()).reviews()).isEmpty();

    Ran keep = terminal.run(Cast.VERA, "yes\n", on(asked, "review", "--keep"));
    assertThat(keep.out())
        .isEqualToIgnoringNewLines("accessrequests.leasehold.dev/refunds reviewed: keep");
    asked.condition("ReviewRequired", "Reviewed");
    assertThat(terminal.run(Cast.VERA, "", on(asked, "review", "--keep", "--yes")).err())
        .contains("no review of it is owed");
    assertThat(terminal.run(Cast.VERA, "", on(asked, "review", "--revoke", "--yes")).code())
        .isZero();
    assertThat(Objects.requireNonNull(asked.awaits(RequestPhase.Revoked).ending()).cause())
        .isEqualTo(EndingCause.Revoked);
    assertThat(terminal.run(Cast.VERA, "", on(asked, "review", "--revoke", "--yes")).err())
        .contains("no review of it is owed: the request is Revoked");
  }

  @Test
  void whySaysWhatIsMissingAndWaitFollowsItToItsEnd() throws Exception {
    Shop shop = Shop.offering(LAB.lab(), Entitled.reader());
    Terminal terminal = new Terminal(LAB.lab(), directory);
    Asked asked = shop.asks("refunds", HOUR);
    asked.offer();
    assertThat(why(terminal, asked).lines())
        .first()
        .asString()
        .endsWith("refunds is AwaitingApproval: " + asked.condition("Ready").getMessage());
    assertThat(why(terminal, asked))
        .contains("Holds    duration", "Accepted=True Permitted")
        .contains(
            "Next: Somebody other than the requester must approve it (owner 0 of 1 agreed) by ")
        .contains(": leasehold approve refunds -n " + shop.namespace());
    assertThat(terminal.run(Cast.RITA, "", on(asked, "wait", "--timeout", "1s")).code())
        .isEqualTo(4);

    StringWriter lines = new StringWriter();
    CompletableFuture<Ran> waiting =
        CompletableFuture.supplyAsync(
            () -> terminal.run(Cast.RITA, lines, on(asked, "wait", "--timeout", "60s")));
    Lab.await().until(() -> lines.toString().contains("AwaitingApproval"));
    asked.activeBy(Cast.OLGA);
    Ran granted = waiting.get(1, TimeUnit.MINUTES);
    assertThat(granted.code()).isZero();
    assertThat(granted.out().lines().toList())
        .hasSizeGreaterThan(1)
        .last()
        .asString()
        .endsWith("refunds Active: access can be used");
    assertThat(why(terminal, asked)).contains("Next: Nothing: the access can be used until 20");

    asked.annotate(Cast.REX, "leasehold.dev/revoke", "not needed");
    asked.awaits(RequestPhase.Revoked);
    assertThat(why(terminal, asked))
        .contains("Ended: Revoked by path-rex at 20", "not needed", "with another spec.requestId");
    assertThat(terminal.run(Cast.RITA, "", on(asked, "wait")).code()).isEqualTo(5);

    Asked refused = shop.asks("long", "duration: 9h, justification: weekly refunds");
    assertThat(terminal.run(Cast.RITA, "", on(refused, "wait")).code()).isEqualTo(3);
    assertThat(why(terminal, refused).lines().toList().get(2)).startsWith("  Refuses  duration");
    assertThat(why(terminal, refused)).contains("Next: Change what is refused above");
    Asked denied = shop.asks("denied", HOUR);
    denied.offer();
    denied.annotate(Cast.OLGA, "leasehold.dev/deny", "not now");
    assertThat(terminal.run(Cast.RITA, "", on(denied, "wait")).code()).isEqualTo(2);
  }

  @Test
  void whatIsPrintedIsAppliedListedAndDeliveredAgain() {
    Shop shop = firstInEveryList();
    Terminal terminal = new Terminal(LAB.lab(), directory);
    String offered = shop.namespace() + ".reader";
    Person rob = new Person("path-rob", "path-requesters", "path-owners");
    assertThat(terminal.run(rob, "", "request", "-n", shop.namespace()).out())
        .containsPattern(offered + " +8h +Moderate +owner +Orders");
    String[] ask = {
      "request", offered, "-n", shop.namespace(), "--for", "worker", "--reason", "refunds"
    };
    assertThat(terminal.run(rob, "", append(ask, "--duration", "9h")).err())
        .contains("spec.duration: 9h exceeds 8h");
    Ran printed = terminal.run(Cast.RITA, "", ask);
    assertThat(printed.err()).contains("not checked: you may not read entitlementcatalogs");
    LAB.lab().client(Cast.RITA).resource(Shop.parse(printed.out())).create();
    Asked asked = new Asked(shop, "reader");
    asked.offer();
    Pattern line = Pattern.compile(shop.namespace() + "/reader {2}AwaitingApproval {2}" + offered);
    assertThat(terminal.run(Cast.RITA, "", "mine").out()).containsPattern(line);
    assertThat(terminal.run(Cast.OLGA, "", "mine", "-n", shop.namespace()).err())
        .contains("None of these requests is yours, path-olga");
    asked.activeBy(Cast.OLGA);
    assertThat(terminal.run(Cast.RITA, "", "mine", "-n", shop.namespace()).out())
        .contains("Active", "until 20", "Next: Nothing: the access can be used until 20");

    String before = Workload.text(asked.secret(), "token");
    Ran fresh = terminal.run(Cast.RITA, "", on(asked, "redeliver", "--yes"));
    assertThat(fresh.out())
        .isEqualToIgnoringNewLines(
            "accessrequests.leasehold.dev/reader asked for fresh credentials");
    Lab.await().until(() -> !Workload.text(asked.secret(), "token").equals(before));
    terminal.run(Cast.RITA, "", on(asked, "redeliver", "--yes"));
    asked.condition("CredentialsDelivered", "RedeliverWaits");
    Ran waits = terminal.run(Cast.RITA, "", on(asked, "redeliver", "--yes"));
    assertThat(waits.code()).isEqualTo(REFUSED);
    assertThat(waits.err()).contains("at most every 2m");
  }

  /** Its catalog is asked about even beside the hundreds that other tests leave. */
  private static Shop firstInEveryList() {
    Shop shop = Shop.named(LAB.lab(), "a-first-path");
    shop.offers(Entitled.reader());
    return shop;
  }

  private static String[] append(String[] words, String... more) {
    return Stream.of(List.of(words), List.of(more)).flatMap(List::stream).toArray(String[]::new);
  }

  private static String why(Terminal terminal, Asked asked) {
    Ran ran = terminal.run(Cast.RITA, "", on(asked, "why"));
    assertThat(ran.code()).isZero();
    return ran.out();
  }
}
