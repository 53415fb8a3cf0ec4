package dev.leasehold.controller;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.fabric8.zjsonpatch.JsonPatch;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/**
 * An API server as far as this room's own calls need one: objects by their address, created once,
 * replaced only at the version they have, listed by what their address begins with.
 */
public final class FakeApi implements AutoCloseable {
  public final List<String> calls = new CopyOnWriteArrayList<>();
  public final List<String> queries = new CopyOnWriteArrayList<>();
  private final Map<String, Runnable> listed = new ConcurrentHashMap<>();
  Consumer<String> written = path -> {};

  /** A field of status that the schema does not have. */
  volatile String pruned = "";

  private int page = Integer.MAX_VALUE / 2;
  private int expiring;
  private final Map<String, ObjectNode> objects = new TreeMap<>();
  private final Map<String, Integer> failing = new ConcurrentHashMap<>();
  private final HttpServer server;
  private final KubernetesClient client;
  private int version = 100;
  private boolean denying;
  private int untilAway = Integer.MAX_VALUE;
  private boolean losing;

  public FakeApi() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    server.createContext("/", this::respond);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
    client =
        new KubernetesClientBuilder()
            .withConfig(
                new ConfigBuilder()
                    .withAutoConfigure(false)
                    .withMasterUrl("http://127.0.0.1:" + server.getAddress().getPort())
                    .withRequestRetryBackoffLimit(0)
                    .build())
            .build();
  }

  public KubernetesClient client() {
    return client;
  }

  /** Puts an object there, as somebody else would. */
  public synchronized void put(String path, Object object) {
    ObjectNode node = Serialization.unmarshal(Serialization.asJson(object), ObjectNode.class);
    meta(node).put("resourceVersion", Integer.toString(++version));
    objects.put(path, node);
  }

  public synchronized void remove(String path) {
    objects.remove(path);
  }

  public synchronized boolean has(String path) {
    return objects.containsKey(path);
  }

  public synchronized <T> T get(String path, Class<T> type) {
    return Serialization.unmarshal(objects.getOrDefault(path, empty()).toString(), type);
  }

  /** From now on every call whose address contains this fails. */
  public void failing(String part, int code) {
    failing.put(part, code);
  }

  /** Nothing fails any more. */
  public void mended() {
    failing.clear();
  }

  /**
   * After so many more calls it is away: connections are closed without an answer.
   *
   * @param losing whether the first of those calls is carried out nevertheless
   */
  public synchronized void awayAfter(int calls, boolean losing) {
    untilAway = calls;
    this.losing = losing;
  }

  /** It is there again. */
  public void back() {
    awayAfter(Integer.MAX_VALUE, false);
  }

  private synchronized boolean away() {
    return untilAway-- <= 0;
  }

  private synchronized boolean loses() {
    boolean first = losing;
    losing = false;
    return first;
  }

  /** Whether the operator may nothing from now on. */
  public synchronized void denies(boolean it) {
    denying = it;
  }

  private void respond(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      calls.add(exchange.getRequestMethod() + " " + path);
      queries.add(
          Objects.requireNonNullElse(exchange.getRequestURI().getQuery(), "")
              + " "
              + exchange.getRequestHeaders().getFirst("Accept"));
      String query = Objects.requireNonNullElse(exchange.getRequestURI().getQuery(), "");
      boolean away = away();
      if (away && !loses()) {
        return;
      }
      Reply reply = answer(exchange.getRequestMethod(), path, body, query);
      if (away) {
        return;
      }
      byte[] bytes = reply.body().toString().getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().add("Content-Type", "application/json");
      exchange.sendResponseHeaders(reply.code(), bytes.length);
      Runnable then = listed.remove(path.substring(path.lastIndexOf('/')));
      if (then != null) {
        then.run();
      }
      exchange.getResponseBody().write(bytes);
      if (exchange.getRequestMethod().equals("PUT") && reply.code() < 300) {
        written.accept(path);
      }
    }
  }

  private synchronized Reply answer(String method, String path, String body, String query) {
    for (Map.Entry<String, Integer> one : failing.entrySet()) {
      if ((method + " " + path).contains(one.getKey())) {
        return status(one.getValue());
      }
    }
    return switch (method) {
      case "GET" -> read(path, query);
      case "POST" -> create(path, node(body));
      case "PUT" ->
          path.endsWith("/status")
              ? replaceStatus(path.replaceAll("/status$", ""), node(body))
              : replace(path, node(body));
      case "DELETE" -> delete(path, body);
      case "PATCH" -> patch(path, body);
      default -> status(405);
    };
  }

  private Reply read(String path, String query) {
    ObjectNode found = objects.get(path);
    if (found != null) {
      return new Reply(200, found);
    }
    if (path.matches(".*-[^/]*$|.*/[^/]*[0-9]$")) {
      return absent(path);
    }
    ObjectNode list = empty();
    ObjectNode meta = list.put("kind", "List").put("apiVersion", "v1").putObject("metadata");
    ArrayNode items = list.putArray("items");
    String plural = path.substring(path.lastIndexOf('/') + 1);
    List<ObjectNode> all =
        objects.entrySet().stream()
            .filter(one -> one.getKey().contains("/" + plural + "/"))
            .map(Map.Entry::getValue)
            .toList();
    int from = query.contains("continue=") ? Integer.parseInt(query.replaceAll(".*=", "")) : 0;
    if (from > 0 && expiring > 0) {
      expiring--;
      return status(410);
    }
    int to = Math.min(from + page, all.size());
    all.subList(from, to).forEach(items::add);
    if (to < all.size()) {
      meta.put("continue", Integer.toString(to));
    }
    return new Reply(200, list);
  }

  /** Does this once, right after a list of this kind was given. */
  public void whenListed(String kind, Runnable then) {
    listed.put(kind, then);
  }

  /** Lists are given in pages of so many, of which the first few do not go on where they should. */
  public synchronized void pages(int size, int expired) {
    page = size;
    expiring = expired;
  }

  private Reply create(String path, ObjectNode object) {
    String name = object.path("metadata").path("name").asText();
    if (path.endsWith("selfsubjectaccessreviews")) {
      object.putObject("status").put("allowed", !denying);
      return new Reply(201, object);
    }
    if (objects.containsKey(path + "/" + name)) {
      return status(409);
    }
    meta(object).put("resourceVersion", Integer.toString(++version));
    objects.put(path + "/" + name, object);
    return new Reply(201, object);
  }

  private Reply replace(String path, ObjectNode object) {
    ObjectNode there = objects.get(path);
    if (there == null) {
      return status(404);
    }
    if (!meta(there).path("resourceVersion").equals(meta(object).path("resourceVersion"))) {
      return status(409);
    }
    return stored(path, object, !meta(there).has("deletionTimestamp"));
  }

  private Reply replaceStatus(String path, ObjectNode object) {
    ObjectNode there = objects.getOrDefault(path, empty()).deepCopy();
    meta(there).set("resourceVersion", meta(object).path("resourceVersion"));
    ObjectNode status = object.path("status").deepCopy();
    there.set("status", pruned.isEmpty() ? status : status.without(List.of(pruned)));
    return replace(path, there);
  }

  /** What is being deleted goes with its last finalizer. */
  private Reply stored(String path, ObjectNode object, boolean stays) {
    meta(object).put("resourceVersion", Integer.toString(++version));
    if (stays || !meta(object).path("finalizers").isEmpty()) {
      objects.put(path, object);
    } else {
      objects.remove(path);
    }
    return new Reply(200, object);
  }

  private Reply delete(String path, String body) {
    ObjectNode there = objects.get(path);
    if (there == null) {
      return absent(path);
    }
    JsonNode uid = (body.isEmpty() ? empty() : node(body)).at("/preconditions/uid");
    if (!uid.isMissingNode() && !uid.isNull() && !uid.equals(meta(there).path("uid"))) {
      return status(409);
    }
    if (meta(there).path("finalizers").isEmpty()) {
      objects.remove(path);
      return status(200);
    }
    meta(there).put("deletionTimestamp", "2026-12-01T08:00:00Z");
    return new Reply(200, there);
  }

  private Reply patch(String path, String operations) {
    ObjectNode there = objects.get(path);
    if (there == null) {
      return status(404);
    }
    JsonNode after =
        JsonPatch.apply(Serialization.unmarshal(operations, JsonNode.class), there.deepCopy());
    return stored(path, (ObjectNode) after, !meta(there).has("deletionTimestamp"));
  }

  /** Names what is not there, as an API server does of what it serves. */
  private static Reply absent(String path) {
    int name = path.lastIndexOf('/');
    int kind = path.lastIndexOf('/', name - 1);
    Reply reply = status(404);
    reply
        .body()
        .put("reason", "NotFound")
        .putObject("details")
        .put("kind", path.substring(kind + 1, name))
        .put("name", path.substring(name + 1));
    return reply;
  }

  private static Reply status(int code) {
    return new Reply(
        code,
        empty()
            .put("kind", "Status")
            .put("apiVersion", "v1")
            .put("status", code < 300 ? "Success" : "Failure")
            .put("code", code));
  }

  private static ObjectNode meta(ObjectNode object) {
    JsonNode meta = object.get("metadata");
    return meta instanceof ObjectNode there ? there : object.putObject("metadata");
  }

  private static ObjectNode node(String body) {
    return Serialization.unmarshal(body, ObjectNode.class);
  }

  private static ObjectNode empty() {
    return JsonNodeFactory.instance.objectNode();
  }

  @Override
  public void close() {
    client.close();
    server.stop(0);
  }

  private record Reply(int code, ObjectNode body) {}
}
