package dev.leasehold.metrics;

import java.util.List;

/** A call to the API server, in words of which there are few. */
public record Call(String method, String resource, Reply reply) {
  static final String OTHER = "other";

  static final List<String> METHODS = List.of("GET", "POST", "PUT", "PATCH", "DELETE");

  static final List<String> RESOURCES =
      List.of(
          "accessrequests",
          "accessrecords",
          "entitlementcatalogs",
          "rolebindings",
          "clusterrolebindings",
          "roles",
          "clusterroles",
          "serviceaccounts",
          "secrets",
          "namespaces",
          "leases",
          "events",
          OTHER);

  /** What the API server replied. */
  public enum Reply {
    Done,
    NotFound,
    Conflict,
    /** Who asked may not: 401, 403. */
    Forbidden,
    /** By a schema or an admission policy: 400, 422. */
    Invalid,
    Throttled,
    /** 5xx, and all that is nothing else here. */
    Failed,
    /** Nothing: the connection could not be made, or broke. */
    Nothing
  }

  /**
   * @param path of the URL
   * @param status of HTTP; 0 where there was no answer
   */
  public static Call of(String method, String path, int status) {
    return new Call(METHODS.contains(method) ? method : "GET", resource(path), reply(status));
  }

  /** {@code /api/v1/…} or {@code /apis/GROUP/VERSION/…}, then perhaps a namespace. */
  private static String resource(String path) {
    List<String> parts = List.of(path.split("/"));
    int at = parts.size() > 1 && parts.get(1).equals("api") ? 3 : 4;
    if (parts.size() > at + 2 && parts.get(at).equals("namespaces")) {
      at += 2;
    }
    String found = parts.size() > at ? parts.get(at) : OTHER;
    return RESOURCES.contains(found) ? found : OTHER;
  }

  private static Reply reply(int status) {
    return switch (status) {
      case 0 -> Reply.Nothing;
      case 101, 200, 201, 202, 204 -> Reply.Done;
      case 400, 422 -> Reply.Invalid;
      case 401, 403 -> Reply.Forbidden;
      case 404 -> Reply.NotFound;
      case 409 -> Reply.Conflict;
      case 429 -> Reply.Throttled;
      default -> Reply.Failed;
    };
  }
}
