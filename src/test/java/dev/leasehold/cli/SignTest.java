package dev.leasehold.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.approval.ssh.Pen;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Approving a request in a file, and that the check takes it for what it is. */
final class SignTest {
  private static final String UNTIL = "2026-12-01T08:00:00Z";
  private static final String NOW = "2026-12-01T07:00:00Z";

  @TempDir Path directory;
  private Offline files;

  @BeforeEach
  void open() {
    files = Offline.in(directory);
  }

  @Test
  void whatIsSignedIsShownAndPrinted() {
    assertThat(sign("owner", "--print-payload")).as(files.said()).isZero();
    assertThat(files.printed())
        .startsWith("{\"cluster\":\"" + Offline.CLUSTER + "\"")
        .contains("\"roles\":[\"owner\"]", "\"notAfter\":\"" + UNTIL + "\"")
        .endsWith("}");
    assertThat(files.said()).contains("payments.orders-reader for payments/nightly, for 4h");
  }

  @Test
  void aSignatureOfThePayloadBecomesAnAnnotationThatTheCheckVerifies() {
    assertThat(sign("owner", "--print-payload")).isZero();
    files.with("sig", armored(new Pen(1), files.printed()));
    assertThat(sign("owner", "--signature", files.path("sig"))).as(files.said()).isZero();
    String annotation = files.printed().strip();
    assertThat(annotation).startsWith("signature.leasehold.dev/1: \"owner " + UNTIL + " U1NIU0lH");

    assertThat(checked(annotation, new Pen(1))).as(files.said()).isZero();
    assertThat(files.said()).contains("a signature verifies");
    assertThat(checked(annotation, new Pen(2))).isEqualTo(1);
    assertThat(files.said()).contains("REFUSED", "is no signer's");
    files.with("role.yaml", Offline.ROLE.replace("[get, list]", "[get, list, watch]"));
    assertThat(checked(annotation, new Pen(1))).isEqualTo(1);
    assertThat(files.said()).contains("not made over this");
  }

  /** The program is told what it signs for, and reads the payload; what it writes is verified. */
  @Test
  void withAKeyItIsSshKeygenThatSigns() throws IOException {
    assertThat(sign("owner", "--print-payload")).isZero();
    String payload = files.printed();
    files.with("sig", armored(new Pen(1), payload));
    files.with(
        "ssh-keygen",
        "#!/bin/sh\ncd \"$(dirname \"$0\")\"; echo \"$*\" >arguments; cat >payload; cat sig\n");
    assertThat(Path.of(files.path("ssh-keygen")).toFile().setExecutable(true)).isTrue();
    assertThat(sign("owner", "--key", "id", "--ssh-keygen", files.path("ssh-keygen")))
        .as(files.said())
        .isZero();
    assertThat(files.printed()).startsWith("signature.leasehold.dev/1: \"owner ");
    assertThat(Files.readString(directory.resolve("payload"))).isEqualTo(payload);
    assertThat(Files.readString(directory.resolve("arguments")).strip())
        .isEqualTo("-q -Y sign -n leasehold.dev/approval -f id");
  }

  @Test
  void aSignatureOfSomethingElseIsNotTaken() {
    files.with("sig", armored(new Pen(1), "something else"));
    assertThat(sign("owner", "--signature", files.path("sig"))).isEqualTo(1);
    assertThat(files.said()).contains("the signature would be refused", "not made over this");
  }

  @Test
  void aRoleThatIsNotAskedForIsRefused() {
    assertThat(sign("stranger", "--print-payload")).isEqualTo(1);
    assertThat(files.said()).contains("--role: asked for are owner");
  }

  /** The operator would choose the same, by the same code. */
  @Test
  void whereRulesHaveConditionsThoseThatApplyAreSignedFor() {
    files.with("catalog.yaml", Offline.CATALOG.replace("[{role: owner, count: 1}]", CONDITIONAL));
    assertThat(sign("security", "--print-payload")).isEqualTo(1);
    assertThat(files.said()).contains("which approval rules apply", "namespace payments");
    assertThat(sign("audit", "--print-payload", "--roles-from", files.path("world.yaml")))
        .isEqualTo(1);
    assertThat(files.said()).contains("--role: asked for are owner, security");
    assertThat(checked(signed("security"), new Pen(1))).as(files.said()).isZero();
    assertThat(files.said()).contains("a signature verifies", "approvals: owner 1, security 1");
  }

  @Test
  void anEmergencyIsSignedForByItsOwnRule() {
    files.with(
        "catalog.yaml",
        Offline.CATALOG
            + "    emergency: {maxDuration: 4h, reviewWithin: 24h,"
            + " approval: {rules: [{role: oncall, count: 1}]}}\n");
    files.with("request.yaml", Offline.REQUEST + "  emergency: true\n");
    assertThat(sign("owner", "--print-payload", "--roles-from", files.path("world.yaml")))
        .isEqualTo(1);
    String annotation = signed("oncall");
    files.with(
        "request.yaml",
        Offline.REQUEST.replace(
                "namespace: payments}", "namespace: payments, annotations: {" + annotation + "}}")
            + "  emergency: true\n");
    assertThat(
            files.run(
                "check",
                "--values",
                values(new Pen(1)),
                "--cluster-uid",
                Offline.CLUSTER,
                "--now",
                NOW,
                directory.toString()))
        .as(files.said())
        .isZero();
    assertThat(files.said()).contains("a signature verifies", "approvals: oncall 1");
  }

  private static final String LESS =
      "status: {limit: {heard: 1, duration: 1h, targets: [], approver: sven,"
          + " at: '2026-12-01T06:00:00Z', reason: enough}}\n";

  /** What the API server adds; it creates nothing that has a resourceVersion. */
  private static final String READ =
      Offline.REQUEST.replace(
          "namespace: payments}",
          "namespace: payments, uid: 0b3c1a52-7d1e-4c6f-8a3b-2f9d5e6c7a81,"
              + " resourceVersion: \"17\"}");

  /** The request as it is in the cluster, where somebody accepts less, is what is signed. */
  @Test
  void whereLessIsOfferedASignatureIsForThatAndForNothingElse() {
    assertThat(sign("owner", "--print-payload")).isZero();
    String whole = files.printed();
    files.with("request.yaml", READ + LESS);
    assertThat(sign("owner", "--print-payload")).as(files.said()).isZero();
    assertThat(files.printed()).isNotEqualTo(whole);
    assertThat(files.said())
        .contains("for payments/nightly, for 1h", "limited to 1h by sven: enough; asked was 4h");
    files.with("request.yaml", READ + LESS.replace("duration: 1h", "duration: 2h"));
    String less = signed("owner");
    assertThat(checked(less, new Pen(1), LESS.replace("duration: 1h", "duration: 2h")))
        .as(files.said())
        .isZero();
    assertThat(files.said())
        .contains("a signature verifies", "limited to 2h by sven: enough, as its status says");
    for (String other : new String[] {"", LESS}) {
      assertThat(checked(less, new Pen(1), other)).isEqualTo(1);
      assertThat(files.said()).contains("not made over this");
    }
  }

  /** Rules for long requests do not apply to the lesser offer. */
  @Test
  void conditionsSeeWhatIsOffered() {
    files.with("catalog.yaml", Offline.CATALOG.replace("[{role: owner, count: 1}]", CONDITIONAL));
    files.with("request.yaml", READ + LESS);
    assertThat(sign("security", "--print-payload", "--roles-from", files.path("world.yaml")))
        .isEqualTo(1);
    assertThat(files.said()).contains("--role: asked for are owner");
  }

  /** Nobody signs for a limit that the operator would take off. */
  @Test
  void limitThatIsNotPermittedIsRefused() {
    files.with("request.yaml", READ + LESS.replace("targets: []", "targets: [nowhere]"));
    assertThat(sign("owner", "--print-payload")).as(files.said()).isEqualTo(1);
    assertThat(files.run("check", "--as-read", directory.toString())).isEqualTo(1);
    assertThat(files.said()).contains("nowhere");
    assertThat(files.check()).as(files.said()).isZero();
  }

  /** A limit that stands only in a file is nobody's, whatever it says. */
  @Test
  void limitThatWasNotReadFromAClusterIsNotSignedFor() {
    files.with("request.yaml", Offline.REQUEST + LESS);
    assertThat(sign("owner", "--print-payload")).as(files.said()).isEqualTo(1);
    assertThat(files.said()).contains("status.limit: this was not read from a cluster");
    assertThat(files.printed()).isEmpty();
  }

  private static final String CONDITIONAL =
      "[{role: owner, count: 1},"
          + " {role: security, count: 1, when: \"request.duration > duration('2h')\"},"
          + " {role: audit, count: 1, when: \"request.channel.type == 'AIAssistant'\"}]";

  /** The annotation that is printed for this role, with everything in the files. */
  private String signed(String role) {
    String[] from = {"--roles-from", files.path("world.yaml")};
    assertThat(sign(role, "--print-payload", from[0], from[1])).as(files.said()).isZero();
    files.with("sig", armored(new Pen(1), files.printed()));
    assertThat(sign(role, "--signature", files.path("sig"), from[0], from[1])).isZero();
    return files.printed().strip();
  }

  @Test
  void aMisspeltFieldIsNotSigned() {
    files.with("request.yaml", Offline.REQUEST.replace("duration:", "duraton:"));
    assertThat(sign("owner", "--print-payload")).isEqualTo(1);
    assertThat(files.said()).contains("request.yaml (document 1)", "there is no such field");
  }

  @Test
  void withoutAKeyAndWithoutAProgramItSaysWhatElseToDo() {
    assertThat(sign("owner", "--key", files.path("key"), "--ssh-keygen", "/nowhere/ssh-keygen"))
        .isEqualTo(1);
    assertThat(files.said()).contains("could not be run", "--print-payload");
    assertThat(files.run("sign", "--request", files.path("request.yaml"))).isEqualTo(2);
  }

  private int sign(String role, String... how) {
    return files.sign(
        role,
        Stream.concat(Stream.of("--not-after", UNTIL), Stream.of(how)).toArray(String[]::new));
  }

  private int checked(String annotation, Pen signer) {
    return checked(annotation, signer, "");
  }

  private int checked(String annotation, Pen signer, String status) {
    files.with(
        "request.yaml",
        (status.isEmpty() ? Offline.REQUEST : READ)
                .replaceFirst(
                    "(?m)^metadata: \\{(.*)}$",
                    Matcher.quoteReplacement("metadata: {")
                        + "$1, annotations: {"
                        + Matcher.quoteReplacement(annotation)
                        + "}}")
            + status);
    return files.run(
        "check",
        "--as-read",
        "--values",
        values(signer),
        "--cluster-uid",
        Offline.CLUSTER,
        "--now",
        NOW,
        directory.toString());
  }

  private String values(Pen signer) {
    String file = "../values-" + directory.getFileName() + ".yaml";
    files.with(
        file,
        "bindable: {roles: [orders-reader]}\nsigners: [{user: anna, groups: [], keys: [\""
            + signer.publicKey()
            + "\"]}]\n");
    return files.path(file);
  }

  private static String armored(Pen pen, String text) {
    return "-----BEGIN SSH SIGNATURE-----\n"
        + Base64.getMimeEncoder(70, new byte[] {'\n'})
            .encodeToString(pen.sign(text.getBytes(StandardCharsets.UTF_8)))
        + "\n-----END SSH SIGNATURE-----\n";
  }
}
