package dev.leasehold.grant.rbac;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.grant.Issued;
import dev.leasehold.grant.Notebook;
import dev.leasehold.grant.Outcome;
import dev.leasehold.lab.Lab;
import dev.leasehold.lab.People;
import dev.leasehold.lab.SharedLab;
import dev.leasehold.model.Binding;
import dev.leasehold.model.Grant;
import dev.leasehold.model.Holdings;
import dev.leasehold.model.ObjectRef;
import dev.leasehold.model.RoleRef;
import dev.leasehold.model.Target;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** No credential byte shows, even while every library logs all that it can. */
class NoLeakIT {
  @RegisterExtension static final SharedLab LAB = SharedLab.withChart();

  private static final String SHOP = "leak-shop";
  private static final Target.ServiceAccountToken TARGET =
      new Target.ServiceAccountToken(
          "shop",
          List.of(new Binding(new RoleRef(RoleRef.Kind.ROLE, "orders-reader"), SHOP, List.of())),
          Duration.ofHours(1),
          List.of());

  @Test
  void credentialsAppearInNoLogAndNoText() {
    Listening listening = new Listening();
    Logger root = Logger.getLogger("");
    Level before = root.getLevel();
    root.setLevel(Level.ALL);
    root.addHandler(listening);
    try (LabTerrain terrain = new LabTerrain(LAB.lab(), SHOP)) {
      Grant grant = terrain.grant(List.of(TARGET));
      Issued issued = issue(terrain, grant);
      String token = Bearer.text(issued.credential(), "token");
      String encoded = Base64.getEncoder().encodeToString(token.getBytes(StandardCharsets.UTF_8));
      ObjectRef secret = deliver(terrain, grant, issued);
      terrain.delivery().deliver(grant, Map.of(), Optional.of(secret));
      assertThat(listening.heard()).doesNotContain(token, encoded);
      assertThat(issued + " " + issued.credential()).doesNotContain(token, encoded);
      deliver(terrain, grant, issued);
      readByAnOrdinaryClient(grant);
      Lab.await()
          .untilAsserted(
              () ->
                  assertThat(listening.heard())
                      .as("what an ordinary client logs")
                      .contains(encoded));
      terrain.provisioner().cut(grant, TARGET, Holdings.unknown());
    } finally {
      root.removeHandler(listening);
      root.setLevel(before);
    }
  }

  private static Issued issue(LabTerrain terrain, Grant grant) {
    terrain.provisioner().provision(grant, TARGET);
    Instant now = Instant.now();
    Outcome<Optional<Issued>> outcome =
        terrain
            .provisioner()
            .issue(grant, TARGET, 1, now, now.plus(Duration.ofHours(1)), Notebook.blank());
    return ((Outcome.Done<Optional<Issued>>) outcome).value().orElseThrow();
  }

  private static ObjectRef deliver(LabTerrain terrain, Grant grant, Issued issued) {
    Outcome<ObjectRef> outcome =
        terrain.delivery().deliver(grant, Map.of("shop", issued.credential()));
    return ((Outcome.Done<ObjectRef>) outcome).value();
  }

  private static void readByAnOrdinaryClient(Grant grant) {
    String admin = LAB.lab().kubeconfig(People.ADMIN);
    try (KubernetesClient client = LAB.lab().clientOf(admin)) {
      client.secrets().inNamespace(grant.request().namespace()).withName(grant.secretName()).get();
    }
  }

  /** Keeps everything that is logged. */
  private static final class Listening extends Handler {
    private final Queue<String> lines = new ConcurrentLinkedQueue<>();
    private final SimpleFormatter formatter = new SimpleFormatter();

    Listening() {
      setLevel(Level.ALL);
    }

    String heard() {
      return lines.stream().collect(Collectors.joining("\n"));
    }

    @Override
    public void publish(LogRecord record) {
      lines.add(formatter.format(record));
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
