package dev.leasehold.lab;

import dev.leasehold.api.v1alpha1.AccessRequest;
import dev.leasehold.api.v1alpha1.AccessRequestStatus;
import dev.leasehold.api.v1alpha1.Offer;
import dev.leasehold.api.v1alpha1.RequestPhase;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;

/** What the demo plays. Each step says what should happen, and then makes sure that it did. */
final class Story {
  /** Long enough to read, short enough to wait for. */
  private static final int WINDOW = 40;

  /** The binding is gone within this of the window's end (G1). */
  private static final Duration BOUND = Duration.ofSeconds(2);

  /** The token itself within this: ten seconds of it are the API server's own cache (G1). */
  private static final Duration TOKEN_BOUND = Duration.ofSeconds(25);

  private static final String APPROVALS = "leasehold-approvals";
  private static final String REQUEST = "kubectl -n payments get areq report";
  private static final String READ =
      "kubectl -n shop get configmap orders -o jsonpath='{.data}{\"\\n\"}'";
  private static final String MANIFEST =
      """
      apiVersion: leasehold.dev/v1alpha1
      kind: AccessRequest
      metadata: {name: report, namespace: payments}
      spec:
        entitlement: {catalog: payments, name: orders-reader}
        subject: {serviceAccountName: nightly-report}
        duration: %ds
        justification: Month-end reconciliation of disputed orders
        secretName: report-access
      """
          .formatted(WINDOW);

  private final Lab lab;
  private final Playground playground;
  private final Screen screen;
  private final Actors actors;

  Story(Lab lab, Playground playground, Screen screen) {
    this.lab = lab;
    this.playground = playground;
    this.screen = screen;
    this.actors = new Actors(playground, screen);
  }

  void play() throws InterruptedException {
    stage();
    request();
    Offer offer = offer();
    forgeries(offer);
    approval(offer);
    use();
    Instant end = expiry();
    token(end);
    new RecordStory(lab, screen, actors).play();
    screen.say("");
    screen.say("Every step went as announced. To play yourself: ./leasehold up --detach, then");
    screen.say(
        "examples/README.md; or ./leasehold demo --keep to look around where this one ended.");
  }

  private void stage() throws InterruptedException {
    screen.step(
        "The shop",
        "An administrator applies examples/: a catalog of what may be asked for, who may ask and who"
            + " may approve. The catalog becomes Ready.");
    screen.say("In what follows, alice$ means: KUBECONFIG=" + playground.kubeconfig("alice"));
    screen.say("Kubeconfigs of everybody lie there; use them in another terminal while this runs.");
    String examples = Repository.path("examples").toString();
    Outcome applied = actors.quietly("admin", "kubectl apply -f " + examples);
    screen.typed("admin", "kubectl apply -f examples/");
    Surprise.unless(applied.succeeded(), "the examples could not be applied: " + applied.stderr());
    actors.succeed(
        "catalog-owner", "kubectl wait ecat payments --for=condition=Ready --timeout=20s");
    actors.succeed("catalog-owner", "kubectl get ecat");
    screen.right("there is a catalog that can be requested from");
  }

  private void request() throws InterruptedException {
    screen.step(
        "A request",
        "Alice asks that the workload nightly-report may read the shop's orders for %d seconds. Nothing"
                .formatted(WINDOW)
            + " is granted yet: the request waits for an approver.");
    actors.apply("alice", MANIFEST);
    awaitPhase(RequestPhase.AwaitingApproval);
    actors.succeed("alice", REQUEST);
    screen.right("it waits for approval");
  }

  private Offer offer() throws InterruptedException {
    screen.step(
        "The offer",
        "The operator publishes exactly what would be granted, and a digest of it. Approvers accept"
            + " that digest, not a name; if anything changes, so does the digest.");
    Offer offer = Objects.requireNonNull(status().offer());
    screen.say("kubectl -n payments get areq report -o yaml has this at status.offer:");
    offer.permissions().forEach(line -> screen.answered("permission  " + line));
    offer.warnings().forEach(line -> screen.answered("warning     " + line));
    screen.answered("for         " + offer.duration() + ", once approved");
    offer
        .approvals()
        .forEach(a -> screen.answered("needs       " + a.needed() + " approval as " + a.role()));
    screen.answered("digest      " + offer.digest());
    screen.answered("backstop    " + offer.backstopAt() + " (the token's own end, without us)");
    screen.answered("command     " + offer.approveCommand());
    Surprise.unless(
        offer.permissions().stream().anyMatch(p -> p.contains("orders")),
        "the offer was to name the orders");
    screen.right("it names the orders, and nothing wider");
    return offer;
  }

  private void forgeries(Offer offer) throws InterruptedException {
    screen.step(
        "Forged approvals",
        "Three people try to approve who may not: one in another's name, one without the role, one"
            + " who is merely powerful. The API server itself refuses, by the policy "
            + APPROVALS
            + "; the operator is not even asked.");
    String uid = seen().getMetadata().getUid();
    String annotate = "kubectl -n payments annotate --field-manager=leasehold areq report ";
    actors.refused(
        "sven",
        annotate + "approval.leasehold.dev/1='" + uid + " " + offer.digest() + " owner olga'",
        APPROVALS);
    String command = Objects.requireNonNull(offer.approveCommand());
    actors.refused("sven", command, APPROVALS);
    actors.refused("admin", command, APPROVALS);
    Map<String, String> left = seen().getMetadata().getAnnotations();
    Surprise.unless(
        left.keySet().stream().noneMatch(k -> k.contains("approv")),
        "no approval was to be left on the request");
    screen.right("all three were refused, and nothing is left on the request");
  }

  private void approval(Offer offer) throws InterruptedException {
    screen.step(
        "An approval",
        "Olga owns the entitlement and holds the role. She runs the command that the offer printed."
            + " The API server stamps her name; the operator provides the access at once.");
    actors.succeed("olga", Objects.requireNonNull(offer.approveCommand()));
    actors.succeed(
        "alice", "kubectl -n payments wait areq report --for=condition=Ready --timeout=20s");
    String stamp =
        seen().getMetadata().getAnnotations().getOrDefault("approval.leasehold.dev/1", "");
    screen.say("The stamp: " + stamp);
    Surprise.unless(stamp.endsWith(" owner olga"), "the stamp was to name olga, as owner");
    screen.right("the access is there, until " + status().expiresAt());
  }

  private void use() throws InterruptedException {
    screen.step(
        "The token",
        "The credential is in the Secret report-access, for the workload to mount. It may read the"
            + " orders (200). It may not list what else is there, and reads no secrets (403).");
    String kubeconfig =
        lab.adminClient()
            .secrets()
            .inNamespace("payments")
            .withName("report-access")
            .get()
            .getData()
            .get("kubeconfig");
    String decoded = new String(Base64.getDecoder().decode(kubeconfig), StandardCharsets.UTF_8);
    screen.say("workload$ uses its kubeconfig: " + actors.keep("workload", decoded));
    actors.succeed(
        "workload", "kubectl -n shop auth can-i --list | grep -e Resources -e configmaps");
    answers("workload", READ, 200);
    answers("workload", "kubectl -n shop get configmaps", 403);
    answers("workload", "kubectl -n payments get secrets", 403);
    screen.right("200 for what was offered, 403 for everything else");
  }

  private Instant expiry() throws InterruptedException {
    screen.step(
        "The end",
        "Nobody does anything. When the window is over the same command is refused (403, the binding is"
            + " gone) within %d s; never before.".formatted(BOUND.toSeconds()));
    Instant end = Instant.parse(Objects.requireNonNull(status().expiresAt()));
    screen.countdown("the window ends", end.minusMillis(1200));
    boolean inTime = Instant.now().isBefore(end.minusMillis(800));
    int before = Actors.code(actors.quietly("workload", READ));
    Surprise.unless(
        !inTime || before == 200 || !Instant.now().isBefore(end), "it was refused too early");
    screen.countdown("the window ends", end);
    Lab.await().until(() -> Actors.code(actors.quietly("workload", READ)) != 200);
    Duration late = Duration.between(end, Instant.now());
    int code = Actors.code(actors.type("workload", READ));
    Surprise.unless(code == 403 || code == 401, "it was to be refused by 403 or 401, not " + code);
    Surprise.unless(late.compareTo(BOUND) <= 0, "it was refused only after " + late);
    screen.right("refused with %d; seen %d ms after the end".formatted(code, late.toMillis()));
    return end;
  }

  private void token(Instant end) throws InterruptedException {
    screen.step(
        "The token itself",
        "The token was bound to an object that is deleted now. Once the API server's cache of ten"
            + " seconds has run out it is nobody's any more (401), wherever it was copied to.");
    Lab.await().until(() -> Actors.code(actors.quietly("workload", READ)) == 401);
    Duration late = Duration.between(end, Instant.now());
    answers("workload", READ, 401);
    Surprise.unless(late.compareTo(TOKEN_BOUND) <= 0, "the token was accepted for " + late);
    screen.right("401, %d s after the end".formatted(late.toSeconds()));
  }

  private void answers(String who, String command, int code) {
    int actual = Actors.code(actors.type(who, command));
    Surprise.unless(actual == code, "HTTP " + code + " was announced, and it was " + actual);
    screen.say("-> " + code);
  }

  private void awaitPhase(RequestPhase phase) {
    Lab.await()
        .until(
            () -> {
              AccessRequestStatus status = seen().getStatus();
              return status != null && status.phase() == phase;
            });
  }

  private AccessRequestStatus status() {
    return Objects.requireNonNull(seen().getStatus());
  }

  private AccessRequest seen() {
    return lab.client(People.ALICE)
        .resources(AccessRequest.class)
        .inNamespace("payments")
        .withName("report")
        .get();
  }
}
