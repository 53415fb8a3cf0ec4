package dev.leasehold.lab;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** A real Prometheus that scrapes operators every second and evaluates rules twice a second. */
public final class Prometheus implements AutoCloseable {
  private static final String NAMESPACE = "leasehold-system";

  private final Path directory;
  private final int port;
  private final Server server;

  private Prometheus(Path directory, int port, Server server) {
    this.directory = directory;
    this.port = port;
    this.server = server;
  }

  /**
   * Starts it in this directory, and returns when it has scraped.
   *
   * @param rules groups of rules, as Prometheus reads them
   */
  public static Prometheus start(Path directory, Operator operator, String rules) {
    try {
      Files.writeString(directory.resolve("rules.yaml"), rules);
      Files.writeString(
          directory.resolve("prometheus.yaml"),
          """
      global: {scrape_interval: 1s, scrape_timeout: 1s, evaluation_interval: 500ms}
      rule_files: [rules.yaml]
      scrape_configs:
      - job_name: leasehold
        metrics_path: /q/metrics
        file_sd_configs: [{files: [targets.json]}]
      """);
      scrapes(directory, Map.of(NAMESPACE, operator));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    int port = ControlPlane.freePort();
    Prometheus started = new Prometheus(directory, port, server(directory, port));
    try {
      Lab.await().until(() -> started.value("up") == 1);
      return started;
    } catch (RuntimeException e) {
      started.close();
      throw e;
    }
  }

  /** From now on it scrapes just these, each in this namespace; it hears of that in a moment. */
  public void scrapes(Map<String, Operator> operators) {
    try {
      scrapes(directory, operators);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void scrapes(Path directory, Map<String, Operator> operators) throws IOException {
    List<Map<String, ?>> targets = new ArrayList<>();
    operators.forEach(
        (namespace, operator) ->
            targets.add(
                Map.of(
                    "targets",
                    List.of(operator.management("/q/metrics").getAuthority()),
                    "labels",
                    Map.of("namespace", namespace))));
    Path whole = directory.resolve("targets.new");
    new ObjectMapper().writeValue(whole.toFile(), targets);
    Path _ =
        Files.move(whole, directory.resolve("targets.json"), StandardCopyOption.REPLACE_EXISTING);
  }

  private static Server server(Path directory, int port) {
    return new Server(
        directory.resolve("prometheus.log"),
        List.of(
            Judge.program("prometheus"),
            "--config.file=" + directory.resolve("prometheus.yaml"),
            "--storage.tsdb.path=" + directory.resolve("data"),
            "--web.listen-address=127.0.0.1:" + port),
        Tether.Farewell.KILL);
  }

  /** The alerts that fire now, by name, each with its annotations. */
  public Map<String, Map<String, String>> firing() {
    return StreamSupport.stream(get("/api/v1/alerts").at("/data/alerts").spliterator(), false)
        .filter(alert -> alert.path("state").asText().equals("firing"))
        .collect(
            Collectors.toMap(
                alert -> alert.at("/labels/alertname").asText(),
                alert -> texts(alert.path("annotations")),
                (one, other) -> one));
  }

  private static Map<String, String> texts(JsonNode node) {
    return node.properties().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().asText()));
  }

  /** What an expression that gives one series says now; NaN if it gives none. */
  public double value(String expression) {
    String query = URLEncoder.encode(expression, StandardCharsets.UTF_8);
    return get("/api/v1/query?query=" + query).at("/data/result/0/value/1").asDouble(Double.NaN);
  }

  /** Why it does not answer an expression, or what it finds wrong with it; empty if nothing. */
  public String complaint(String expression) {
    String query = URLEncoder.encode(expression, StandardCharsets.UTF_8);
    JsonNode answer = get("/api/v1/query?query=" + query);
    boolean succeeded = answer.path("status").asText().equals("success");
    return (succeeded ? "" : "not answered: " + answer) + answer.path("warnings").toString();
  }

  /** Of every metric that it has. */
  public Set<String> names() {
    return StreamSupport.stream(
            get("/api/v1/label/__name__/values").path("data").spliterator(), false)
        .map(JsonNode::asText)
        .collect(Collectors.toSet());
  }

  private JsonNode get(String path) {
    server.requireRunning();
    URI asked = URI.create("http://127.0.0.1:" + port + path);
    try (InputStream answer = asked.toURL().openStream()) {
      return new ObjectMapper().readTree(answer);
    } catch (IOException notYet) {
      return new ObjectMapper().createObjectNode();
    }
  }

  @Override
  public void close() {
    server.close();
  }
}
