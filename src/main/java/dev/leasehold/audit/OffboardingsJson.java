package dev.leasehold.audit;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;

/** Writes the offboardings of a report for programs. */
final class OffboardingsJson {
  private OffboardingsJson() {}

  static void write(JsonGenerator json, Report report) throws IOException {
    json.writeArrayFieldStart("offboardings");
    for (Offboarding each : report.offboardings()) {
      json.writeStartObject();
      json.writeStringField("subject", each.subject());
      json.writeStringField("at", each.at().toString());
      json.writeStringField("by", each.by());
      json.writeStringField("reason", each.reason());
      if (each.lifted().isPresent()) {
        json.writeStringField("reinstatedAt", each.lifted().get().toString());
        json.writeStringField("reinstatedBy", each.liftedBy());
      }
      json.writeNumberField("ended", report.ended(each));
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
