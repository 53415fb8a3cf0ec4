package dev.leasehold.audit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.leasehold.evidence.Envelope;
import dev.leasehold.evidence.Event;
import dev.leasehold.evidence.EventKind;
import dev.leasehold.evidence.Statement;
import dev.leasehold.evidence.TreeHash;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The records that the operator has of what is in a log, as the API server prints them. */
public final class Recorded {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final ObjectNode record = JSON.createObjectNode();

  /** What is only offered has no record yet. */
  private boolean decided;

  private Recorded(Event first) {
    record.put("apiVersion", "leasehold.dev/v1alpha1").put("kind", "AccessRecord");
    record
        .putObject("metadata")
        .put("name", first.request().recordName())
        .put("creationTimestamp", first.at().toString());
    spec().put("outcome", "Granted");
    spec()
        .putObject("request")
        .put("namespace", first.request().namespace())
        .put("name", first.request().name())
        .put("uid", first.request().uid());
  }

  /** One for each request, in the order of their first entries. */
  public static List<ObjectNode> of(List<Event> events) {
    Map<String, Recorded> all = new LinkedHashMap<>();
    for (int i = 0; i < events.size(); i++) {
      Event event = events.get(i);
      all.computeIfAbsent(event.request().uid(), _ -> new Recorded(event)).take(i, event);
    }
    return new ArrayList<>(
        all.values().stream().filter(each -> each.decided).map(each -> each.record).toList());
  }

  private ObjectNode spec() {
    return record.withObject("/spec");
  }

  private ObjectNode status() {
    return record.withObject("/status");
  }

  private void take(long index, Event event) {
    Envelope entry = Stories.signed(event);
    JsonNode says = Statement.read(entry.payload()).predicate();
    decided |= event.kind() != EventKind.OFFERED;
    asked(says);
    happened(event.kind(), event.at(), says);
    status()
        .withArray("/evidence")
        .addObject()
        .put("index", index)
        .put("digest", TreeHash.leaf(entry.bytes()).toString())
        .put("at", event.at().toString());
  }

  private void asked(JsonNode says) {
    if (says.has("requester")) {
      spec().putObject("requester").put("name", says.path("requester").asText());
      spec().put("applier", says.path("applier").asText());
      String[] subject = says.path("subject").asText().split(":", -1);
      spec()
          .putObject("subject")
          .put("namespace", subject[2])
          .put("serviceAccountName", subject[3]);
      String[] entitlement = says.path("entitlement").asText().split("\\.", -1);
      spec().putObject("entitlement").put("catalog", entitlement[0]).put("name", entitlement[1]);
    }
    ArrayNode approvals = spec().withArray("/approvals");
    says.path("approvals").forEach(approvals::add);
    if (says.has("window")) {
      spec().set("window", says.path("window"));
    }
  }

  private void happened(EventKind kind, Instant at, JsonNode says) {
    switch (kind) {
      case OFFERED, REVIEWED, PROVISION_FAILED, REVOKED_AGAIN, ORPHAN_REMOVED -> {}
      case OFFBOARDED, REINSTATED -> {
        spec().put("outcome", "Offboarded");
        String[] subject = says.path("subject").asText().split(":", -1);
        spec()
            .putObject("subject")
            .put("namespace", subject[2])
            .put("serviceAccountName", subject[3]);
        status().put("phase", kind == EventKind.OFFBOARDED ? "Frozen" : "Reinstated");
      }
      case REFUSED, DENIED, WITHDRAWN -> {
        spec().put("outcome", kind == EventKind.REFUSED ? "Rejected" : kind.text());
        ending(at, says);
        status().put("phase", "Refused").put("endedAt", at.toString());
      }
      case PROVISION_INTENDED -> {
        JsonNode _ = status().putIfAbsent("phase", new TextNode("Activating"));
      }
      case PROVISIONED -> status().put("phase", "Active");
      case REVOKE_INTENDED -> {
        ending(at, says);
        status().put("phase", "Ending");
      }
      case REVOKED, FORGOTTEN ->
          status()
              .put("phase", kind == EventKind.REVOKED ? "Ended" : "Forgotten")
              .put("endedAt", at.toString());
      case PURGED -> status().putObject("purged");
    }
  }

  private void ending(Instant at, JsonNode says) {
    status()
        .putObject("ending")
        .put("cause", says.path("reason").path("code").asText())
        .put("at", at.toString());
  }

  /** As {@code kubectl get -o json} prints them. */
  public static String list(List<? extends JsonNode> records) {
    ObjectNode list = JSON.createObjectNode();
    list.put("apiVersion", "v1").putArray("items").addAll(records);
    list.put("kind", "List").putObject("metadata").put("resourceVersion", "");
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(list);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
