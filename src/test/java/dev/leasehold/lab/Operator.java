package dev.leasehold.lab;

import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;

/**
 * The packaged operator as a child process, with the identity and the environment that the
 * installed chart gives it. It dies with the lab's JVM.
 */
public final class Operator implements AutoCloseable {
  private static final String NAME = "leasehold-operator";

  /** What the image gives its JVM, with a heap as the chart has it; why, says decision 0034. */
  static final List<String> JVM =
      List.of(
          "-XX:+UseSerialGC",
          "-XX:TieredStopAtLevel=1",
          "-Xmx96m",
          "-XX:MetaspaceSize=96m",
          "-XX:ReservedCodeCacheSize=128m",
          "-XX:+ExitOnOutOfMemoryError");

  private static final int READY = 200;
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration ANSWER = Duration.ofSeconds(10);

  /** A JVM and an API server that share two cores with other tests may take long to start. */
  private static final Duration START_LIMIT = Duration.ofMinutes(2);

  private final HttpClient http =
      HttpClient.newBuilder()
          // Else it asks for HTTP/2 first, and an answer that is lost on the way there never comes.
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(SECOND)
          .build();
  private final int managementPort = ControlPlane.freePort();
  private final List<String> command;
  private final Map<String, String> environment;
  private final Path log;
  private volatile Process process;

  private Operator(
      Lab lab,
      String namespace,
      Path jar,
      Map<String, String> overrides,
      Path log,
      UnaryOperator<String> way) {
    PodSpec pod = deployment(lab, namespace).getSpec().getTemplate().getSpec();
    String token = lab.serviceAccountKubeconfig(namespace, pod.getServiceAccountName());
    this.command = command(jar, lab.file("operator.yaml", way.apply(token)));
    this.environment = environment(pod);
    if (lab.hasVault()) {
      environment.put("LEASEHOLD_VAULT_TOKEN_FILE", vaultToken(lab, pod, namespace).toString());
    }
    this.environment.putAll(overrides);
    this.log = log;
    this.process = Tether.run(command, environment, log);
  }

  private Operator(Lab lab, Unpacked container, Path log) {
    PodSpec pod = deployment(lab, Chart.NAMESPACE).getSpec().getTemplate().getSpec();
    String token = lab.token(Chart.NAMESPACE, pod.getServiceAccountName(), List.of());
    container.hasAccount(Chart.NAMESPACE, token, lab.tokenKubeconfig(token));
    this.environment = Map.of();
    this.command = container.command(pod, inPod(lab, pod));
    this.log = log;
    this.process = Tether.run(command, environment, log);
  }

  /** Starts the operator on a lab with the chart installed, and returns when it is ready. */
  public static Operator start(Lab lab) {
    return start(lab, Map.of());
  }

  /** The same, with these environment variables instead of, or besides, the chart's. */
  public static Operator start(Lab lab, Map<String, String> overrides) {
    return start(lab, overrides, lab.file("operator.log", ""));
  }

  /** The same, logging to this file. */
  static Operator start(Lab lab, Map<String, String> overrides, Path log) {
    return start(lab, overrides, log, UnaryOperator.identity());
  }

  /** Starts another version of it, with the environment of the chart that is installed. */
  static Operator start(Lab lab, Path jar, Map<String, String> overrides) {
    Path log = lab.file("operator.log", "");
    return started(
        new Operator(lab, Chart.NAMESPACE, jar, overrides, log, UnaryOperator.identity()));
  }

  /** Starts that of another installation, in this namespace. */
  public static Operator start(Lab lab, String namespace, Map<String, String> overrides) {
    Map<String, String> all = new HashMap<>(overrides);
    all.put("LEASEHOLD_NAMESPACE", namespace);
    Path log = lab.file("operator.log", "");
    Path jar = Release.present().jar();
    return started(new Operator(lab, namespace, jar, all, log, UnaryOperator.identity()));
  }

  /** Starts it in this container, as the installed chart's pod has it. */
  public static Operator start(Lab lab, Unpacked container) {
    return started(new Operator(lab, container, lab.file("operator.log", "")));
  }

  /** Starts the operator so that it comes by this proxy whenever it calls the API server. */
  public static Operator startBehind(Proxy proxy, Lab lab, Map<String, String> overrides) {
    return start(lab, overrides, lab.file("operator.log", ""), proxy::rerouted);
  }

  private static Operator start(
      Lab lab, Map<String, String> overrides, Path log, UnaryOperator<String> way) {
    return started(
        new Operator(lab, Chart.NAMESPACE, Release.present().jar(), overrides, log, way));
  }

  private static Operator started(Operator operator) {
    try {
      operator.awaitReady();
      return operator;
    } catch (RuntimeException e) {
      operator.close();
      throw e;
    }
  }

  /** Ends it as a crash would: at once and without a word. */
  public void kill() {
    Tether.release(process);
  }

  /** Asks it to end, as a rolling update would (SIGTERM), and returns its exit code. */
  public int terminate() {
    // Not the process itself: that would close its tether too, and so kill it.
    process.toHandle().destroy();
    Lab.await().until(() -> !process.isAlive());
    return process.exitValue();
  }

  /** Starts it again after it ended, and returns when it is ready. */
  public void restart() {
    launch();
    awaitReady();
  }

  /** Starts it again after it ended, without waiting. */
  public void launch() {
    process = Tether.run(command, environment, log);
  }

  /** Waits until it says that it is ready; throws with its log if it ends instead. */
  public void awaitReady() {
    Lab.await().atMost(START_LIMIT).until(this::isReady);
  }

  /** Whether it says that it is ready now; throws with its log if it has ended. */
  public boolean isReady() {
    requireRunning();
    return ready() == READY;
  }

  public boolean isRunning() {
    return process.isAlive();
  }

  /** Throws with its log if it has ended. */
  public void requireRunning() {
    if (!process.isAlive()) {
      throw new IllegalStateException(
          "the operator ended with " + process.exitValue() + ":\n" + said());
    }
  }

  /** Everything it logged, over all its lives. */
  public String said() {
    return Logs.text(log);
  }

  /** The file it logs to. */
  public Path log() {
    return log;
  }

  public long pid() {
    return process.pid();
  }

  /** Whether it works, and has found the guard live. */
  public boolean hasProvedGuard() {
    try (InputStream health = management("/q/health").toURL().openStream()) {
      String text = new String(health.readAllBytes(), StandardCharsets.UTF_8).replace(" ", "");
      return text.contains("\"working\":true") && text.contains("\"guardLive\":true");
    } catch (IOException notYet) {
      return false;
    }
  }

  /**
   * Waits until it knows of whatever is created from now on that the guard was there. Creation
   * times are whole seconds, and who applied what may be older than the proof is doubted.
   */
  public void awaitGuard() {
    Lab.await().until(this::hasProvedGuard);
    long proved = Instant.now().getEpochSecond();
    Lab.await().until(() -> Instant.now().getEpochSecond() > proved);
  }

  /** Where its health and metrics are, such as {@code /q/metrics}. */
  public URI management(String path) {
    return URI.create("http://127.0.0.1:" + managementPort + path);
  }

  /** What it answers there; throws if it does not within ten seconds. */
  public HttpResponse<String> answer(String path) {
    CompletableFuture<HttpResponse<String>> answer =
        http.sendAsync(
            HttpRequest.newBuilder(management(path)).build(),
            HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    try {
      return answer.get(ANSWER.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("the operator does not answer " + path, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    } finally {
      boolean _ = answer.cancel(true);
    }
  }

  @Override
  public void close() {
    kill();
    http.close();
  }

  /** What it says to whether it is ready; nothing is 0. */
  private int ready() {
    URI ready = management("/q/health/ready");
    try {
      HttpRequest request = HttpRequest.newBuilder(ready).timeout(SECOND).build();
      return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    } catch (IOException notYet) {
      return 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 0;
    }
  }

  private static Deployment deployment(Lab lab, String namespace) {
    Deployment found =
        lab.adminClient().apps().deployments().inNamespace(namespace).withName(NAME).get();
    if (found == null) {
      throw new IllegalStateException(
          "the chart is not installed in this lab; call installChart first");
    }
    return found;
  }

  private static List<String> command(Path jar, Path kubeconfig) {
    if (!Files.exists(jar)) {
      throw new IllegalStateException(
          "the operator is not packaged: " + jar + " is missing; run mvn package first");
    }
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    List<String> words = new ArrayList<>(List.of(java.toString()));
    words.addAll(JVM);
    words.addAll(List.of("-jar", jar.toString()));
    words.addAll(List.of("operator", "--kubeconfig", kubeconfig.toString()));
    return words;
  }

  private Map<String, String> environment(PodSpec pod) {
    Map<String, String> variables = new HashMap<>();
    for (EnvVar variable : pod.getContainers().getFirst().getEnv()) {
      variables.put(
          variable.getName(), variable.getValue() == null ? field(variable) : variable.getValue());
    }
    variables.put("QUARKUS_MANAGEMENT_PORT", String.valueOf(managementPort));
    return variables;
  }

  /** What a kubelet adds to it. */
  private Map<String, String> inPod(Lab lab, PodSpec pod) {
    Map<String, String> variables = environment(pod);
    variables.put("KUBERNETES_SERVICE_HOST", "localhost");
    variables.put("KUBERNETES_SERVICE_PORT", String.valueOf(URI.create(lab.server()).getPort()));
    return variables;
  }

  /** What the kubelet would mount into the pod: a token that is good for Vault only. */
  private static Path vaultToken(Lab lab, PodSpec pod, String namespace) {
    List<String> audiences = List.of(VaultFurniture.AUDIENCE);
    return lab.file("vault-token", lab.token(namespace, pod.getServiceAccountName(), audiences));
  }

  /** What the kubelet would put in from the pod. */
  private static String field(EnvVar variable) {
    String path = variable.getValueFrom().getFieldRef().getFieldPath();
    return path.equals("metadata.namespace") ? Chart.NAMESPACE : NAME + "-lab";
  }
}
