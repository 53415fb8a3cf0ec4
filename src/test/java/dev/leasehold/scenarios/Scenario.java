package dev.leasehold.scenarios;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What one folder's {@code in.yaml} says, on top of the folder {@code world}.
 *
 * @param after the scenario whose outcome this one starts from; absent: a new request
 * @param now the instant
 * @param guard fingerprint of the guard as proved; {@code unproved} if it is not
 * @param annotations put on the request; {@code ${digest}} is the digest of its offer
 * @param request values put into the request, by JSON pointer
 * @param catalog values put into the catalog, by JSON pointer
 * @param roles verbs on config maps that roles allow instead
 * @param absent of catalog, namespace, account, role, request, rights, record
 * @param held how what was handed out looks: intact, lessened, widened, unclear
 * @param left what keeps access from being proved gone; absent: nothing
 * @param usage earlier requests of the subject
 * @param secret whether the Secret's name can be used
 * @param consumed another record answers for the same content
 */
record Scenario(
    @Nullable String after,
    String now,
    String guard,
    Map<String, String> annotations,
    Map<String, JsonNode> request,
    Map<String, JsonNode> catalog,
    Map<String, List<String>> roles,
    List<String> absent,
    String held,
    @Nullable String left,
    int usage,
    String secret,
    boolean consumed) {
  static final Path ROOT = Path.of("src/test/resources/scenarios");

  Scenario {
    guard = Objects.requireNonNullElse(guard, "fingerprint-of-the-guard");
    annotations = Objects.requireNonNullElse(annotations, Map.of());
    request = Objects.requireNonNullElse(request, Map.of());
    catalog = Objects.requireNonNullElse(catalog, Map.of());
    roles = Objects.requireNonNullElse(roles, Map.of());
    absent = Objects.requireNonNullElse(absent, List.of());
    held = Objects.requireNonNullElse(held, "intact");
    secret = Objects.requireNonNullElse(secret, "FREE_OR_OURS");
  }

  static List<String> names() throws java.io.IOException {
    try (Stream<Path> folders = Files.list(ROOT)) {
      return folders
          .map(folder -> folder.getFileName().toString())
          .filter(name -> !name.equals("world"))
          .sorted()
          .toList();
    }
  }

  static Scenario of(String name) {
    return Yaml.read(ROOT.resolve(name).resolve("in.yaml"), Scenario.class);
  }

  boolean has(String what) {
    return !absent.contains(what);
  }
}
