package dev.leasehold.lab;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.jspecify.annotations.Nullable;

/**
 * A real control plane on loopback with throw-away data, and people to use it as. Several may run
 * at once; whatever a lab started is gone after it closes, and after its JVM dies in any way.
 */
public final class Lab implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration START_LIMIT = Duration.ofMinutes(1);
  private static final int START_ATTEMPTS = 3;

  private final Tether.ThrowAway directory = Tether.directory();
  private final ControlPlane controlPlane;
  private final Logins logins;

  private Lab(LabOptions options) {
    CertificateAuthority authority = new CertificateAuthority();
    this.controlPlane = new ControlPlane(directory.path(), authority, options);
    this.logins = new Logins(authority, controlPlane.kubeconfig());
  }

  /** Starts a lab and returns when it is ready for use, some seconds later. */
  public static Lab start(LabOptions options) {
    for (int attempt = 1; ; attempt++) {
      Lab lab = new Lab(options);
      try {
        lab.awaitReady();
        return lab;
      } catch (RuntimeException e) {
        lab.close();
        if (attempt == START_ATTEMPTS || !Server.ServerDied.becauseItsPortWasTaken(e)) {
          throw e;
        }
      }
    }
  }

  /** A client that acts as this person; the lab closes it. */
  public KubernetesClient client(Person person) {
    return logins.client(person);
  }

  /** A client for {@link People#ADMIN}. */
  public KubernetesClient adminClient() {
    return client(People.ADMIN);
  }

  /**
   * A new client for whoever this kubeconfig is for; the caller closes it. Refusals and failures
   * are not retried.
   */
  public KubernetesClient clientOf(String kubeconfig) {
    return logins.client(kubeconfig);
  }

  /** The API server's address. */
  public String server() {
    return logins.server();
  }

  /** A kubeconfig for this person, complete in itself. */
  public String kubeconfig(Person person) {
    return logins.kubeconfig(person);
  }

  /** A kubeconfig for the bearer of this token. */
  public String tokenKubeconfig(String token) {
    return logins.kubeconfig(token);
  }

  /** A kubeconfig for a service account, with a token of 24 h minted now by TokenRequest. */
  public String serviceAccountKubeconfig(String namespace, String name) {
    return tokenKubeconfig(logins.token(namespace, name));
  }

  /** Runs the lab's kubectl as this person. */
  public Outcome kubectl(Person person, String... arguments) {
    return kubectlWithInput(person, null, arguments);
  }

  /** Runs the lab's kubectl as this person, with something on its standard input. */
  public Outcome kubectlWithInput(Person person, @Nullable String input, String... arguments) {
    Path kubeconfig = file("kubeconfig.yaml", kubeconfig(person));
    List<String> command = new ArrayList<>(List.of(Programs.path("kubectl").toString()));
    command.add("--kubeconfig=" + kubeconfig);
    command.add("--cache-dir=" + directory.path().resolve("kubectl"));
    command.addAll(List.of(arguments));
    return Outcome.of(command, Map.of(), input);
  }

  /** Runs the lab's helm as {@link People#ADMIN}. */
  public Outcome helm(String... arguments) {
    String kubeconfig = file("kubeconfig.yaml", kubeconfig(People.ADMIN)).toString();
    return Helm.run(Map.of("KUBECONFIG", kubeconfig), arguments);
  }

  /**
   * Makes a namespace of that name with these labels, if it is not there yet, and waits for its
   * service account.
   */
  public String namespace(String name, Map<String, String> labels) {
    adminClient()
        .resource(
            new NamespaceBuilder()
                .withNewMetadata()
                .withName(name)
                .withLabels(labels)
                .endMetadata()
                .build())
        .serverSideApply();
    await()
        .until(
            () ->
                adminClient().serviceAccounts().inNamespace(name).withName("default").get()
                    != null);
    return name;
  }

  /** Applies what {@code crds/} holds and waits until it is served. */
  public void installCrds() {
    Chart.installCrds(this);
  }

  /**
   * Applies what the chart renders to with these values ({@code --set}) and waits until its
   * resources are served.
   */
  public void installChart(Map<String, String> values) {
    Chart.install(this, values);
  }

  /** Waits until the guard of a chart that helm has installed acts. */
  public void awaitGuard() {
    Chart.awaitGuard(this);
  }

  /** Ends the API server as if killed; everything else goes on. */
  public void stopApiServer() {
    controlPlane.stopApiServer();
  }

  /** Starts the API server again where it was, and waits until it is ready. */
  public void startApiServer() {
    controlPlane.startApiServer();
    awaitReady();
  }

  /** Where an audited lab's API server writes, one JSON event a line. */
  public Path auditLog() {
    return controlPlane.auditLog();
  }

  /** The lab's own directory, with the servers' logs; it disappears with the lab. */
  public Path directory() {
    return directory.path();
  }

  /** The process numbers of the servers. */
  public List<Long> pids() {
    return controlPlane.pids();
  }

  /** Throws, with the end of its log, if one of the servers has died. */
  public void requireRunning() {
    controlPlane.requireRunning();
  }

  /** Patience as everybody in the lab has it: often enough to be quick, and with a limit. */
  public static ConditionFactory await() {
    return Awaitility.await()
        .atMost(PATIENCE)
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(50));
  }

  @Override
  public void close() {
    logins.close();
    controlPlane.close();
    directory.close();
  }

  /** A new file in the lab's directory. */
  Path file(String name, String content) {
    return directory.file(name, content);
  }

  private void awaitReady() {
    await()
        .atMost(START_LIMIT)
        .ignoreExceptionsInstanceOf(KubernetesClientException.class)
        .until(() -> controlPlane.isListening() && logins.areOpen());
  }
}
