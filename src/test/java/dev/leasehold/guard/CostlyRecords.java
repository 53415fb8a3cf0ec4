package dev.leasehold.guard;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Writes of records, and of service accounts and catalogs on which people say something, as {@link
 * CostlyWrites}.
 */
final class CostlyRecords {
  private static final List<String> KINDS = List.of("forget", "purge", "reinstatement");
  private static final Map<String, String> WORDS =
      Map.of(
          "forget",
          "forget",
          "purge",
          "purge",
          "reinstatement",
          "reinstate",
          "offboarding",
          "offboard");
  private static final List<String> VERBS =
      List.of("forget", "purge", "reinstate", "offboard", "accept");

  /** Those who can ask, each with what other admission policies add to the write. */
  private static final int ASKING = 24;

  private CostlyRecords() {}

  static List<Write> all() {
    List<Write> all = new ArrayList<>();
    for (String kind : KINDS) {
      all.add(asked(kind, true));
      all.add(asked(kind, false));
    }
    all.add(
        write(
            "dropped record",
            "accessrecords",
            record("forget", Map.of()),
            record("forget", full()),
            false));
    all.add(account(true));
    all.add(account(false));
    all.add(catalog(true));
    all.add(catalog(false));
    return all;
  }

  private static Write asked(String kind, boolean stamped) {
    Map<String, String> before = full();
    before.remove(kind + ".leasehold.dev/8");
    before.remove("reason.leasehold.dev/" + kind + "-8");
    Map<String, String> after = new TreeMap<>(before);
    CostlyMetadata.foreign(ASKING * 16, ASKING * 8160, "a").entrySet().stream()
        .filter(entry -> !before.containsKey(entry.getKey()))
        .forEach(entry -> after.put(entry.getKey(), entry.getValue()));
    say(after, kind, stamped);
    String name = (stamped ? "" : "bare ") + WORDS.get(kind);
    return write(name, "accessrecords", record(kind, after), record(kind, before), stamped);
  }

  private static void say(Map<String, String> annotations, String kind, boolean stamped) {
    if (stamped) {
      annotations.put(
          kind + ".leasehold.dev/8", CostlyMetadata.UID + " none - " + CostlyMetadata.USER);
      annotations.put("reason.leasehold.dev/" + kind + "-8", CostlyMetadata.reason());
    } else {
      annotations.put("leasehold.dev/" + WORDS.get(kind), CostlyMetadata.reason());
    }
  }

  private static Map<String, String> full() {
    Map<String, String> annotations = new TreeMap<>();
    CostlyMetadata.foreign(ASKING * 16, ASKING * 8160, "a").entrySet().stream()
        .limit((ASKING - 1) * 16L)
        .forEach(entry -> annotations.put(entry.getKey(), entry.getValue()));
    KINDS.forEach(kind -> annotations.putAll(places(kind)));
    return annotations;
  }

  private static Map<String, String> places(String kind) {
    Map<String, String> annotations = new TreeMap<>();
    for (int place = 1; place <= 8; place++) {
      annotations.put(
          kind + ".leasehold.dev/" + place,
          CostlyMetadata.UID + " none - " + "p".repeat(252) + place);
      annotations.put("reason.leasehold.dev/" + kind + "-" + place, CostlyMetadata.reason());
    }
    return annotations;
  }

  private static Map<String, Object> record(String kind, Map<String, String> annotations) {
    String outcome =
        Map.of("purge", "Rejected", "reinstatement", "Offboarded").getOrDefault(kind, "Granted");
    return object(
        "leasehold.dev/v1alpha1",
        "AccessRecord",
        annotations,
        Map.of(
            "outcome",
            outcome,
            "requester",
            Map.of("name", "r".repeat(1024)),
            "applier",
            "a".repeat(1024),
            "subject",
            Map.of("namespace", "n".repeat(63), "serviceAccountName", "s".repeat(253)),
            "entitlement",
            Map.of("catalog", "c".repeat(63), "name", "e".repeat(63)),
            "approvals",
            IntStream.range(0, 64)
                .mapToObj(i -> Map.of("approver", "p".repeat(1024), "method", "Annotation"))
                .toList()),
        Map.of("phase", "Frozen", "ending", Map.of("actor", "e".repeat(1024))));
  }

  /** As many annotations of others as fit into one object: nobody bounds them here. */
  private static Write account(boolean stamped) {
    Map<String, String> before = new TreeMap<>(CostlyMetadata.foreign(600, 250_000, "a"));
    before.putAll(places("offboarding"));
    before.remove("offboarding.leasehold.dev/8");
    before.remove("reason.leasehold.dev/offboarding-8");
    Map<String, String> after = new TreeMap<>(before);
    say(after, "offboarding", stamped);
    return write(
        stamped ? "offboard" : "bare offboard",
        "serviceaccounts",
        object("v1", "ServiceAccount", after, Map.of(), Map.of()),
        object("v1", "ServiceAccount", before, Map.of(), Map.of()),
        stamped);
  }

  private static Write catalog(boolean stamped) {
    Map<String, String> before = CostlyMetadata.foreign(600, 250_000, "a");
    String to = "t".repeat(253);
    String until = "2030-01-01T00:00:00Z";
    String because = "b".repeat(1024);
    Map<String, String> after = new TreeMap<>(before);
    if (stamped) {
      after.put(
          "acceptance.leasehold.dev/transfer",
          "%s %s accepts for %s until %s: %s"
              .formatted(CostlyMetadata.UID, CostlyMetadata.USER, to, until, because));
    } else {
      after.put("leasehold.dev/accept-transfer", to + " until " + until);
    }
    Map<String, Object> spec =
        Map.of("accountabilityTransfer", Map.of("to", to, "until", until, "because", because));
    Map<String, Object> status =
        Map.of(
            "entitlements",
            IntStream.range(0, 1000)
                .mapToObj(i -> Map.of("name", "e" + i, "message", "m".repeat(900)))
                .toList());
    return write(
        stamped ? "accept" : "bare accept",
        "entitlementcatalogs",
        object("leasehold.dev/v1alpha1", "EntitlementCatalog", after, spec, status),
        object("leasehold.dev/v1alpha1", "EntitlementCatalog", before, spec, status),
        stamped);
  }

  private static Map<String, Object> object(
      String version,
      String kind,
      Map<String, String> annotations,
      Map<String, Object> spec,
      Map<String, Object> status) {
    Map<String, Object> metadata = new HashMap<>();
    metadata.put("name", "n".repeat(253));
    metadata.put("namespace", "n".repeat(63));
    metadata.put("uid", CostlyMetadata.UID);
    metadata.put("annotations", annotations);
    metadata.put("labels", CostlyMetadata.labels(80));
    return new HashMap<>(
        Map.of(
            "apiVersion",
            version,
            "kind",
            kind,
            "metadata",
            metadata,
            "spec",
            spec,
            "status",
            status));
  }

  private static Write write(
      String name,
      String resource,
      Map<String, Object> after,
      Map<String, Object> before,
      boolean stamped) {
    return new Write(
        name,
        "UPDATE",
        resource,
        after,
        before,
        CostlyMetadata.USER,
        CostlyMetadata.GROUPS,
        VERBS,
        stamped);
  }
}
