package dev.leasehold.lab;

import dev.leasehold.api.v1alpha1.AccessRequest;
import dev.leasehold.api.v1alpha1.AccessRequestStatus;
import dev.leasehold.api.v1alpha1.Offer;
import dev.leasehold.api.v1alpha1.RequestPhase;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;

/** What the demo plays. Each step says what should happen, and then makes sure that it did. */
final class Story {
  /** Long enough to read, short enough to wait for. */
  private static final int WINDOW = 40;

  private static final String APPROVALS = "leasehold-approvals";
  private static final String REQUEST = "kubectl -n payments get areq report";
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
    new EndStory(screen, actors, Objects.requireNonNull(status().expiresAt())).play();
    new RecordStory(lab, screen, actors).play();
    if (lab.hasVault()) {
      new VaultStory(lab, screen, actors).play();
    }
    screen.say("");
    screen.say("Every step went as announced. To play yourself: ./leasehold up --detach, then");
    screen.say(
        "examples/README.md; or ./leasehold demo --keep to look around where this one ended.");
  }

  private void stage() throws InterruptedException {
    screen.step(
        "The shop",
        "An administrator applies examples/: a catalog of what may be asked for, who may ask and"
            + " who may approve. The catalog becomes Ready.");
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
        "workload",
        "kubectl -n shop auth can-i --list | grep -e Resources -e configmaps | tr -s ' '");
    actors.answered("workload", EndStory.READ, 200);
    actors.answered("workload", "kubectl -n shop get configmaps", 403);
    actors.answered("workload", "kubectl -n payments get secrets", 403);
    screen.right("200 for what was offered, 403 for everything else");
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
