package dev.leasehold.notice;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** A notice for programs: CloudEvents 1.0 in structured JSON. */
final class CloudEvent {
  static final String MEDIA_TYPE = "application/cloudevents+json; charset=UTF-8";

  private static final JsonMapper JSON = new JsonMapper();

  private CloudEvent() {}

  /**
   * @param source of which cluster: a URI
   */
  static ObjectNode of(Notice notice, String source) {
    ObjectNode event = JSON.createObjectNode();
    event.put("specversion", "1.0");
    event.put("id", notice.id());
    event.put("source", source);
    event.put("type", "dev.leasehold.notice." + notice.kind().word());
    event.put("subject", notice.about().subject());
    event.put("time", notice.at().toString());
    event.put("datacontenttype", "application/json");
    event.set("data", data(notice));
    return event;
  }

  private static ObjectNode data(Notice notice) {
    ObjectNode data = JSON.createObjectNode();
    data.put("headline", notice.headline());
    put(data, "said", notice.what().said());
    about(data, notice.about());
    who(data, notice.who());
    lines(data, "adds", notice.what().adds());
    lines(data, "warnings", notice.what().warnings());
    notice.what().deadline().ifPresent(at -> data.put("deadline", at.toString()));
    data.put("command", notice.command());
    return data;
  }

  private static void about(ObjectNode data, About about) {
    if (!about.namespace().isEmpty()) {
      ObjectNode object = data.putObject("about");
      object.put("resource", about.kind());
      object.put("namespace", about.namespace());
      object.put("name", about.name());
      object.put("uid", about.uid());
    }
    if (!about.catalog().isEmpty()) {
      ObjectNode entitlement = data.putObject("entitlement");
      entitlement.put("catalog", about.catalog());
      entitlement.put("name", about.entitlement());
    }
    put(data, "record", about.record());
  }

  private static void who(ObjectNode data, Who who) {
    if (who.equals(Who.NOBODY)) {
      return;
    }
    ObjectNode requester = data.putObject("requester");
    requester.put("name", who.requester());
    requester.put("claimed", who.claimed());
    put(data, "applier", who.applier());
    put(data, "workload", who.workload());
    put(data, "justification", who.justification());
    put(data, "ticket", who.ticket());
  }

  private static void lines(ObjectNode data, String field, Lines lines) {
    if (!lines.shown().isEmpty()) {
      lines.shown().forEach(data.putArray(field)::add);
      if (lines.more() > 0) {
        data.put(field + "LeftOut", lines.more());
      }
    }
  }

  private static void put(ObjectNode data, String field, String value) {
    if (!value.isEmpty()) {
      data.put(field, value);
    }
  }
}
