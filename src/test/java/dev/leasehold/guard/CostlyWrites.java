package dev.leasehold.guard;

import static dev.leasehold.guard.CostlyMetadata.GROUPS;
import static dev.leasehold.guard.CostlyMetadata.UID;
import static dev.leasehold.guard.CostlyMetadata.USER;
import static dev.leasehold.guard.CostlyMetadata.foreign;
import static dev.leasehold.guard.CostlyMetadata.reason;
import static dev.leasehold.guard.CostlyRequest.DIGEST;
import static dev.leasehold.guard.CostlyRequest.request;
import static dev.leasehold.guard.CostlyRequest.roles;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes in which as much is said at once as the guard allows: keys and names as long as the API
 * server takes them, annotations up to the guard's bounds, eight roles, all other places taken.
 */
final class CostlyWrites {
  private static final List<String> KINDS =
      List.of("approval", "denial", "revocation", "review", "limit");
  private static final String LIMIT =
      "duration=1h1m1s1s targets="
          + String.join(",", Collections.nCopies(8, "t".repeat(63)))
          + " reason=";

  /** In characters, as the guard takes it. */
  private static final int LIMIT_REASON = 128;

  private static final int PLACES = 8;

  private CostlyWrites() {}

  static List<Write> all() {
    List<Write> all = new ArrayList<>();
    for (String kind : KINDS) {
      all.add(said(kind));
      all.add(unstamped(kind));
    }
    all.add(annotated());
    all.add(created());
    all.add(unstampedCreation());
    all.add(dropped());
    all.addAll(CostlyRecords.all());
    all.addAll(CostlyObjects.all());
    return List.copyOf(all);
  }

  /** The last free place is taken, in a write that changes every other annotation that it may. */
  private static Write said(String kind) {
    Map<String, String> before = full(64, 131072, "a");
    before.remove(kind + ".leasehold.dev/8");
    before.remove("reason.leasehold.dev/" + kind + "-8");
    Map<String, String> after = new TreeMap<>(before);
    after.putAll(foreign(80, 147456, "b"));
    after.put(kind + ".leasehold.dev/8", stamp(held(kind), USER));
    after.put("reason.leasehold.dev/" + kind + "-8", text(kind));
    return update(kind, after, before, 80, true);
  }

  /** The same before it was stamped. */
  private static Write unstamped(String kind) {
    Map<String, String> before = full(64, 131072, "a");
    before.remove(kind + ".leasehold.dev/8");
    before.remove("reason.leasehold.dev/" + kind + "-8");
    Map<String, String> after = new TreeMap<>(before);
    String word =
        Map.of("approval", "approve", "denial", "deny", "revocation", "revoke")
            .getOrDefault(kind, kind);
    after.put("leasehold.dev/" + word, kind.equals("approval") ? DIGEST : text(kind));
    return update("bare " + kind, after, before, 64, false);
  }

  /** Every annotation is another, signatures and redeliver too. */
  private static Write annotated() {
    Map<String, String> before = full(63, 129000, "a");
    Map<String, String> after = new TreeMap<>(before);
    after.putAll(foreign(63, 129000, "b"));
    after.put("leasehold.dev/redeliver", reason());
    signatures("B").forEach(after::put);
    return update("annotations", after, before, 64, true);
  }

  /** A tool writes the request without anything that was said. */
  private static Write dropped() {
    return update("dropped", Map.of(), full(64, 131072, "a"), 64, false);
  }

  private static Write created() {
    Map<String, String> annotations = new TreeMap<>(foreign(64, 131072, "a"));
    signatures("A").forEach(annotations::put);
    annotations.put("leasehold.dev/applied-by", USER);
    annotations.put("leasehold.dev/requested-by", "r".repeat(253));
    annotations.put("leasehold.dev/secret-visible", "true");
    Map<String, Object> request = request(annotations, 64);
    request.remove("status");
    return new Write(
        "creation",
        "CREATE",
        "accessrequests",
        request,
        null,
        USER,
        GROUPS,
        List.of("request", "request-for", "create"),
        true);
  }

  /** By whoever is told that their Secret is somebody else's. */
  private static Write unstampedCreation() {
    Map<String, Object> request = request(foreign(64, 131072, "a"), 64);
    request.remove("status");
    List<String> verbs = List.of("request", "request-for", "create");
    return new Write(
        "bare creation", "CREATE", "accessrequests", request, null, USER, GROUPS, verbs, false);
  }

  private static Write update(
      String name,
      Map<String, String> after,
      Map<String, String> before,
      int labels,
      boolean stamped) {
    return new Write(
        name,
        "UPDATE",
        "accessrequests",
        request(after, labels),
        request(before, 64),
        USER,
        GROUPS,
        List.of("approve", "revoke", "review"),
        stamped);
  }

  private static Map<String, String> full(int others, int bytes, String filler) {
    Map<String, String> annotations = new TreeMap<>(foreign(others, bytes, filler));
    signatures("A").forEach(annotations::put);
    annotations.put(
        "leasehold.dev/applied-by",
        "system:serviceaccount:" + "n".repeat(63) + ":" + "a".repeat(160));
    annotations.put(
        "leasehold.dev/requested-by",
        "system:serviceaccount:" + "n".repeat(63) + ":" + "r".repeat(160));
    for (String kind : KINDS) {
      for (int place = 1; place <= PLACES; place++) {
        annotations.put(
            kind + ".leasehold.dev/" + place, stamp(held(kind), "p".repeat(252) + place));
        annotations.put("reason.leasehold.dev/" + kind + "-" + place, reason());
      }
    }
    return annotations;
  }

  private static Map<String, String> signatures(String filler) {
    Map<String, String> annotations = new HashMap<>();
    for (int i = 0; i < PLACES; i++) {
      annotations.put(
          "signature.leasehold.dev/" + "s".repeat(62) + i,
          "r".repeat(500) + " 2030-01-01T00:00:00Z " + filler.repeat(3500));
    }
    return annotations;
  }

  private static String held(String kind) {
    return List.of("approval", "denial", "limit").contains(kind) ? String.join(",", roles()) : "-";
  }

  /** As long as the guard takes it. */
  private static String text(String kind) {
    return switch (kind) {
      case "review" -> "keep";
      case "limit" -> LIMIT + reason().substring(0, LIMIT_REASON);
      default -> reason();
    };
  }

  private static String stamp(String roles, String user) {
    return "%s %s %s %s".formatted(UID, DIGEST, roles, user);
  }
}
