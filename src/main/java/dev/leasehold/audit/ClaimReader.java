package dev.leasehold.audit;

import com.fasterxml.jackson.databind.JsonNode;
import dev.leasehold.model.EntitlementRef;
import dev.leasehold.model.Subject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads what an AccessRecord says, as {@code kubectl get -o json} or {@code yaml} prints it. */
public final class ClaimReader {
  private static final String GROUP = "leasehold.dev/";
  private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

  private final JsonNode record;
  private final JsonNode spec;
  private final JsonNode status;

  private ClaimReader(JsonNode record) {
    this.record = record;
    this.spec = record.path("spec");
    this.status = record.path("status");
  }

  /**
   * What it says.
   *
   * @throws IllegalArgumentException if it is no AccessRecord
   */
  public static RecordClaim of(JsonNode record) {
    if (!record.path("kind").asText().equals("AccessRecord")
        || !record.path("apiVersion").asText().startsWith(GROUP)) {
      throw new IllegalArgumentException("not an AccessRecord");
    }
    return new ClaimReader(record).claim();
  }

  private RecordClaim claim() {
    return new RecordClaim(
        text(record.path("metadata").path("name")),
        text(spec.path("request").path("uid")),
        texts(),
        approvals(),
        entries(),
        new RecordClaim.Times(begun(), newest()),
        status.has("purged"));
  }

  private Map<RecordField, String> texts() {
    JsonNode subject = spec.path("subject");
    JsonNode entitlement = spec.path("entitlement");
    Map<RecordField, String> texts = new EnumMap<>(RecordField.class);
    texts.put(RecordField.OUTCOME, text(spec.path("outcome")));
    texts.put(RecordField.REQUESTER, text(spec.path("requester").path("name")));
    texts.put(RecordField.APPLIER, text(spec.path("applier")));
    texts.put(
        RecordField.SUBJECT,
        new Subject(text(subject.path("namespace")), text(subject.path("serviceAccountName")))
            .userName());
    texts.put(
        RecordField.ENTITLEMENT,
        new EntitlementRef(text(entitlement.path("catalog")), text(entitlement.path("name")))
            .qualified());
    texts.put(RecordField.START, time(spec.path("window").path("start")));
    texts.put(RecordField.END, time(spec.path("window").path("end")));
    texts.put(RecordField.PHASE, text(status.path("phase")));
    texts.put(RecordField.CAUSE, cause(status.path("ending")));
    texts.put(RecordField.ENDED, time(status.path("endedAt")));
    texts.values().removeIf(String::isEmpty);
    return texts;
  }

  /** The evidence log has the exact word. */
  private static String cause(JsonNode ending) {
    return text(ending.has("exactly") ? ending.path("exactly") : ending.path("cause"));
  }

  private List<Approver> approvals() {
    List<Approver> all = new ArrayList<>();
    for (JsonNode each : spec.path("approvals")) {
      all.add(
          new Approver(
              text(each.path("approver")), instant(each.path("at")), text(each.path("method"))));
    }
    return all;
  }

  private List<RecordClaim.Pointer> entries() {
    List<RecordClaim.Pointer> all = new ArrayList<>();
    for (JsonNode each : status.path("evidence")) {
      JsonNode index = each.path("index");
      long at = index.isIntegralNumber() && index.canConvertToLong() ? index.longValue() : -1;
      all.add(new RecordClaim.Pointer(at, text(each.path("digest"))));
    }
    return all;
  }

  private Optional<Instant> begun() {
    return latest(
        Stream.of(
            record.path("metadata").path("creationTimestamp"), spec.path("window").path("start")));
  }

  private Optional<Instant> newest() {
    Stream<JsonNode> own =
        Stream.of(
            record.path("metadata").path("creationTimestamp"),
            status.path("endedAt"),
            status.path("ending").path("at"));
    Stream<JsonNode> lists =
        Stream.of(spec.path("approvals"), status.path("history"), status.path("evidence"))
            .flatMap(JsonNode::valueStream)
            .map(each -> each.path("at"));
    return latest(Stream.concat(own, lists));
  }

  private static Optional<Instant> latest(Stream<JsonNode> values) {
    return values.flatMap(value -> instant(value).stream()).max(Instant::compareTo);
  }

  private static Optional<Instant> instant(JsonNode value) {
    return Said.instant(value).filter(LATEST::isAfter);
  }

  /** As times are compared, or the text where it is none. */
  private static String time(JsonNode value) {
    return instant(value).map(SaidWindow::exact).map(Instant::toString).orElse(text(value));
  }

  private static String text(JsonNode value) {
    return value.isContainerNode() ? value.toString() : value.asText("");
  }
}
