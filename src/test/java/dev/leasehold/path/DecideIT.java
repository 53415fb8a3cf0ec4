package dev.leasehold.path;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.api.v1alpha1.EndingCause;
import dev.leasehold.api.v1alpha1.RequestPhase;
import dev.leasehold.cli.Main;
import dev.leasehold.lab.Lab;
import dev.leasehold.lab.Person;
import dev.leasehold.lab.SharedLab;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
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

    assertThat(run(Cast.OLGA, "no\n", on(asked, "approve")).code()).isEqualTo(REFUSED);
    assertThat(run(Cast.OLGA, "", on(asked, "approve")).err()).contains("nothing was written");
    assertThat(asked.status().phase()).isEqualTo(RequestPhase.AwaitingApproval);

    Ran approved = run(Cast.OLGA, "yes\n", on(asked, "approve"));
    assertThat(approved.err()).contains(asked.offer().permissions().getFirst());
    assertThat(approved.out())
        .isEqualToIgnoringNewLines("accessrequests.leasehold.dev/refunds approved");
    asked.awaits(RequestPhase.Active);
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
    InputStream yes = new ByteArrayInputStream("yes\n".getBytes(StandardCharsets.UTF_8));
    InputStream slow =
        new InputStream() {
          private boolean changed;

          @Override
          public int read() throws IOException {
            if (!changed) {
              changed = true;
              shop.offers(reading("orders-writer"));
              Lab.await().until(() -> !asked.offer().digest().equals(first));
            }
            return yes.read();
          }

          @Override
          public int read(byte[] bytes, int from, int length) throws IOException {
            int one = length == 0 ? -1 : read();
            if (one >= 0) {
              bytes[from] = (byte) one;
            }
            return one >= 0 ? 1 : -1;
          }
        };
    Ran ran = run(Cast.OLGA, slow, on(asked, "approve"));
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

  private static Entitled reading(String role) {
    return Entitled.reader().giving(Entitled.token("orders", role));
  }

  private static String[] on(Asked asked, String command, String... options) {
    List<String> words = new ArrayList<>(List.of(command, asked.name()));
    words.addAll(List.of("-n", asked.shop().namespace()));
    words.addAll(List.of(options));
    return words.toArray(String[]::new);
  }

  private Ran run(Person who, String input, String... words) {
    return run(who, new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)), words);
  }

  private Ran run(Person who, InputStream input, String... words) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    List<String> all = new ArrayList<>(List.of(words));
    all.addAll(List.of("--kubeconfig", kubeconfig(who).toString()));
    InputStream before = System.in;
    System.setIn(input);
    try {
      int code =
          Main.program()
              .setOut(new PrintWriter(out))
              .setErr(new PrintWriter(err))
              .execute(all.toArray(String[]::new));
      return new Ran(code, out.toString(), err.toString());
    } finally {
      System.setIn(before);
    }
  }

  private Path kubeconfig(Person who) {
    try {
      return Files.writeString(directory.resolve(who.name()), LAB.lab().kubeconfig(who));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private record Ran(int code, String out, String err) {}
}
