package dev.leasehold.lab;

import dev.leasehold.api.v1alpha1.AccessRequest;
import dev.leasehold.api.v1alpha1.AccessRequestStatus;
import dev.leasehold.api.v1alpha1.Offer;
import dev.leasehold.api.v1alpha1.RequestPhase;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

/** The chapter of the demo in which a job gets a login to a database from Vault, and loses it. */
final class VaultStory {
  /** Long enough to read, short enough to wait for. */
  private static final int WINDOW = 25;

  /** A lease is gone within this of the window's end (G1). */
  private static final Duration BOUND = Duration.ofSeconds(20);

  /** From when on it is not looked for an end any more. */
  private static final Duration GIVEN_UP = BOUND.plusSeconds(10);

  private static final String READ = "psql -c 'SELECT * FROM orders'";
  private static final String MANIFEST =
      """
      apiVersion: leasehold.dev/v1alpha1
      kind: AccessRequest
      metadata: {name: orders-login, namespace: payments}
      spec:
        entitlement: {catalog: payments-database, name: orders-login}
        subject: {serviceAccountName: nightly-report}
        duration: %ds
        justification: Month-end reconciliation against the database
      """
          .formatted(WINDOW);

  private final Lab lab;
  private final Screen screen;
  private final Actors actors;

  VaultStory(Lab lab, Screen screen, Actors actors) {
    this.lab = lab;
    this.screen = screen;
    this.actors = actors;
  }

  void play() throws InterruptedException {
    request();
    Map<String, String> login = use();
    end(login, Instant.parse(Objects.requireNonNull(status().expiresAt())));
  }

  private void request() throws InterruptedException {
    screen.step(
        "A database login",
        "The orders are in a database too, whose users are made by Vault. Alice asks for a login"
            + " for her job, Olga accepts; the operator takes a token for this grant alone from"
            + " Vault, and with it a lease on a new user.");
    Outcome applied =
        actors.quietly("admin", "kubectl apply -f " + Repository.path("examples/vault"));
    screen.typed("admin", "kubectl apply -f examples/vault/");
    Surprise.unless(applied.succeeded(), "the catalog could not be applied: " + applied.stderr());
    actors.succeed(
        "catalog-owner", "kubectl wait ecat payments-database --for=condition=Ready --timeout=20s");
    actors.apply("alice", MANIFEST);
    awaitPhase(RequestPhase.AwaitingApproval);
    Offer offer = Objects.requireNonNull(status().offer());
    offer.permissions().forEach(line -> screen.answered("permission  " + line));
    Surprise.unless(
        offer.permissions().stream().anyMatch(line -> line.contains("database/creds/orders-ro")),
        "the offer was to name the path in Vault");
    actors.succeed("olga", Objects.requireNonNull(offer.approveCommand()));
    actors.succeed(
        "alice", "kubectl -n payments wait areq orders-login --for=condition=Ready --timeout=20s");
    screen.right("the login is there, until " + status().expiresAt());
  }

  private Map<String, String> use() throws InterruptedException {
    screen.step(
        "The login",
        "User name and password are in the Secret orders-login, for the job to mount. They read the"
            + " orders, and write none.");
    Secret secret =
        lab.adminClient().secrets().inNamespace("payments").withName("orders-login").get();
    Map<String, String> login =
        Map.of(
            "PGHOST", "127.0.0.1",
            "PGPORT", String.valueOf(lab.vault().database().port()),
            "PGDATABASE", "postgres",
            "PGUSER", text(secret, "username"),
            "PGPASSWORD", text(secret, "password"));
    screen.say("job$ uses PGUSER=" + login.get("PGUSER") + " and its PGPASSWORD");
    Outcome read = actors.typeWith(login, "job", READ);
    Surprise.unless(
        read.succeeded() && read.stdout().contains("milk"), "the orders were to be read");
    Outcome write =
        actors.typeWith(login, "job", "psql -c \"INSERT INTO orders VALUES (3, 'me')\"");
    Surprise.unless(
        write.stderr().contains("permission denied"), "writing was to be refused as such");
    screen.right("it reads what was offered, and may nothing else");
    return login;
  }

  private void end(Map<String, String> login, Instant end) throws InterruptedException {
    screen.step(
        "The end of the login",
        "When the window is over the operator has Vault take the lease back: the user is dropped,"
            + " whoever copied its password, within %d s; never before."
                .formatted(BOUND.toSeconds()));
    screen.countdown("the window ends", end.minusMillis(1000));
    Instant typed = Instant.now();
    boolean admitted = admits(login);
    Surprise.unless(admitted || !typed.isBefore(end.minusMillis(500)), "it was refused too early");
    screen.countdown("the window ends", end);
    Duration late = lastAdmitted(login, end);
    Outcome read = actors.typeWith(login, "job", READ);
    Surprise.unless(
        read.stderr().contains("authentication failed"), "the login itself was to be refused");
    Surprise.unless(late.compareTo(BOUND) <= 0, "it could log in until " + late + " after the end");
    awaitPhase(RequestPhase.Ended);
    Surprise.unless(
        !lab.vault().database().users().contains(login.get("PGUSER")),
        "the user was to be dropped from the database");
    screen.right(
        "nobody could log in later than %d ms after the end, and the user is no more"
            .formatted(late.toMillis()));
  }

  private Duration lastAdmitted(Map<String, String> login, Instant end) {
    AtomicReference<Instant> last = new AtomicReference<>(end);
    Lab.await()
        .atMost(GIVEN_UP)
        .until(
            () -> {
              Instant tried = Instant.now();
              boolean again = admits(login);
              if (again) {
                last.set(tried);
              }
              return !again;
            });
    return Duration.between(end, last.get());
  }

  private boolean admits(Map<String, String> login) {
    return lab.vault()
        .database()
        .admits(
            Objects.requireNonNull(login.get("PGUSER")),
            Objects.requireNonNull(login.get("PGPASSWORD")));
  }

  private static String text(Secret secret, String key) {
    byte[] decoded = Base64.getDecoder().decode(secret.getData().get(key));
    return new String(decoded, StandardCharsets.UTF_8);
  }

  private void awaitPhase(RequestPhase phase) {
    Lab.await().until(() -> status().phase() == phase);
  }

  private AccessRequestStatus status() {
    AccessRequestStatus status =
        lab.client(People.ALICE)
            .resources(AccessRequest.class)
            .inNamespace("payments")
            .withName("orders-login")
            .get()
            .getStatus();
    return Objects.requireNonNullElseGet(
        status, () -> Serialization.unmarshal("{}", AccessRequestStatus.class));
  }
}
