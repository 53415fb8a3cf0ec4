package dev.leasehold.lab;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.ResourceNotFoundException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.jspecify.annotations.Nullable;

/**
 * A real control plane on loopback with throw-away data, and people to use it as. Several may run
 * at once; whatever a lab started is gone after it closes, and after its JVM dies in any way.
 */
public final class Lab implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final Duration START_LIMIT = Duration.ofMinutes(2);
  private static final int START_ATTEMPTS = 3;

  private final Tether.ThrowAway directory = Tether.directory();
  private final CertificateAuthority authority = new CertificateAuthority();
  private final ControlPlane controlPlane;
  private final Logins logins;
  private @Nullable Vault vault;

  private Lab(LabOptions options) {
    this.controlPlane = new ControlPlane(directory.path(), authority, options);
    this.logins = new Logins(authority, controlPlane.kubeconfig());
  }

  /** Starts a lab and returns when it is ready for use, some seconds later. */
  public static Lab start(LabOptions options) {
    for (int attempt = 1; ; attempt++) {
      Lab lab = new Lab(options);
      try {
        lab.open(options);
        return lab;
      } catch (RuntimeException e) {
        lab.close();
        if (attempt == START_ATTEMPTS || !Server.ServerDied.becauseItsPortWasTaken(e)) {
          throw e;
        }
      }
    }
  }

  private void open(LabOptions options) {
    vault = options.vault() ? new Vault(directory.path(), authority) : null;
    awaitApiServer();
    controlPlane.startControllers();
    awaitReady();
    Optional.ofNullable(vault).ifPresent(opened -> opened.open(this));
  }

  /** Whether there is a Vault. */
  public boolean hasVault() {
    return vault != null;
  }

  /** The lab's Vault, and the database behind it; only with {@link LabOptions#withVault}. */
  public Vault vault() {
    return Objects.requireNonNull(vault, "this lab was started without Vault");
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
    return tokenKubeconfig(token(namespace, name, List.of()));
  }

  /** Such a token by itself, for these audiences; for the API server if there are none. */
  public String token(String namespace, String name, List<String> audiences) {
    return logins.token(namespace, name, audiences);
  }

  /** Runs the lab's kubectl as this person. */
  public Outcome kubectl(Person person, String... arguments) {
    return kubectlWithInput(person, null, arguments);
  }

  /** Runs the lab's kubectl as this person, with something on its standard input. */
  public Outcome kubectlWithInput(Person person, @Nullable String input, String... arguments) {
    return new Errands(this).kubectl(person, input, List.of(arguments));
  }

  /** Runs the lab's helm as {@link People#ADMIN}. */
  public Outcome helm(String... arguments) {
    return new Errands(this).helm(arguments);
  }

  /**
   * Makes a namespace of that name with these labels, if it is not there yet, and waits for its
   * service account.
   */
  public String namespace(String name, Map<String, String> labels) {
    new Errands(this).namespace(name, labels);
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

  /**
   * Waits until the API server decides by all roles and role bindings that there are now: a binding
   * acts some time after whoever made it was told so, longer on a busy machine.
   */
  public void awaitRoleBindings() {
    new Authorizer(this).knowsRoleBindings();
  }

  /** The same, by all that there are in a namespace and in the cluster. */
  public void awaitAllBindings() {
    new Authorizer(this).knowsRoleBindings();
    new Authorizer(this).knowsClusterRoleBindings();
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

  /** A copy of all that the API server knows, for {@link #restore}; it is away meanwhile. */
  public Path backup() {
    return new Backup(directory.path(), controlPlane).take(this::startServers);
  }

  /** Puts the cluster back to where it was when the copy was made. */
  public void restore(Path backup) {
    new Backup(directory.path(), controlPlane).restore(backup, this::startServers);
  }

  private void startServers() {
    controlPlane.startServers();
    awaitApiServer();
    controlPlane.startControllers();
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
    List<Long> pids = new ArrayList<>(controlPlane.pids());
    pids.addAll(vault == null ? List.of() : vault.pids());
    return pids;
  }

  /** Throws, with the end of its log, if one of the servers has died. */
  public void requireRunning() {
    controlPlane.requireRunning();
    Optional.ofNullable(vault).ifPresent(Vault::requireRunning);
  }

  /**
   * Patience as everybody in the lab has it: often enough to be quick, and with a limit. What is
   * not there yet is waited for, too.
   */
  public static ConditionFactory await() {
    return Awaitility.await()
        .ignoreExceptionsMatching(Lab::isNotThereYet)
        .atMost(PATIENCE)
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(50));
  }

  private static boolean isNotThereYet(Throwable thrown) {
    return thrown instanceof NoSuchElementException
        || thrown instanceof NullPointerException
        || thrown instanceof ResourceNotFoundException;
  }

  @Override
  public void close() {
    Optional.ofNullable(vault).ifPresent(Vault::close);
    logins.close();
    controlPlane.close();
    directory.close();
  }

  /** A new file in the lab's directory. */
  Path file(String name, String content) {
    return directory.file(name, content);
  }

  private void awaitApiServer() {
    await()
        .atMost(START_LIMIT)
        .ignoreExceptionsInstanceOf(KubernetesClientException.class)
        .until(() -> controlPlane.isListening() && logins.areAnswered());
  }

  private void awaitReady() {
    await()
        .atMost(START_LIMIT)
        .ignoreExceptionsInstanceOf(KubernetesClientException.class)
        .until(() -> controlPlane.isListening() && logins.areOpen());
  }
}
