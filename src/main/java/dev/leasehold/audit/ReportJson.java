package dev.leasehold.audit;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import dev.leasehold.evidence.Checkpoint;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Writes reports and samples for programs, in ASCII: what could harm a terminal is escaped. */
public final class ReportJson implements AutoCloseable {
  private static final String FORMAT = "https://leasehold.dev/evidence/report/v1";

  private final JsonGenerator json;

  /** The stream is left open. */
  public ReportJson(OutputStream out) throws IOException {
    this.json =
        JsonFactory.builder()
            .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
            .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
            .build()
            .createGenerator(out)
            .useDefaultPrettyPrinter();
  }

  /** All of a report, with every life. */
  public void write(Report report) throws IOException {
    json.writeStartObject();
    head(report);
    json.writeObjectFieldStart("figures");
    for (Figure figure : Figure.values()) {
      json.writeNumberField(name(figure), figure.of(report));
    }
    json.writeEndObject();
    counts(report);
    spread("timeToApproval", report.approvals());
    spread("timeToRemoval", report.removals());
    texts("unknown", Unknowns.of(report));
    controls(report);
    OffboardingsJson.write(json, report);
    json.writeArrayFieldStart("lives");
    for (Life life : report.lives()) {
      life(life, Optional.empty());
    }
    json.writeEndArray();
    json.writeEndObject();
    json.writeRaw("\n");
  }

  /** A sample, in the order in which it was drawn. */
  public void write(Report report, String seed, List<Sampling.Drawn> sample) throws IOException {
    json.writeStartObject();
    head(report);
    json.writeStringField("seed", seed);
    json.writeNumberField("population", report.lives().size());
    json.writeArrayFieldStart("sample");
    for (Sampling.Drawn drawn : sample) {
      life(drawn.life(), Optional.of(drawn.digest()));
    }
    json.writeEndArray();
    json.writeEndObject();
    json.writeRaw("\n");
  }

  @Override
  public void close() throws IOException {
    json.close();
  }

  private void head(Report report) throws IOException {
    Source source = report.source();
    Checkpoint checkpoint = source.checkpoint();
    json.writeStringField("format", FORMAT);
    json.writeStringField("log", checkpoint.origin());
    json.writeNumberField("size", checkpoint.size());
    json.writeStringField("root", checkpoint.root().base64());
    texts("keys", source.keys());
    json.writeStringField("selection", source.selection().text());
    json.writeNumberField("verifiedEntries", source.entries());
    json.writeBooleanField("complete", source.isComplete());
    time("asOf", report.asOf());
    Period period = report.period();
    json.writeObjectFieldStart("period");
    time("from", period.from());
    time("until", period.until());
    json.writeNumberField("firstEntry", period.first());
    json.writeNumberField("endEntry", period.end().orElse(checkpoint.size()));
    json.writeEndObject();
  }

  private void counts(Report report) throws IOException {
    json.writeObjectFieldStart("exceptions");
    for (var each : report.deviations().entrySet()) {
      json.writeNumberField(name(each.getKey()), each.getValue());
    }
    json.writeEndObject();
    json.writeObjectFieldStart("states");
    for (var each : report.states().entrySet()) {
      json.writeNumberField(name(each.getKey()), each.getValue());
    }
    json.writeEndObject();
    json.writeObjectFieldStart("standingByAge");
    for (var each : report.standingByAge().entrySet()) {
      json.writeNumberField(each.getKey().text(), each.getValue());
    }
    json.writeEndObject();
  }

  private void spread(String name, Spread spread) throws IOException {
    json.writeObjectFieldStart(name);
    json.writeNumberField("count", spread.sorted().size());
    for (int percent : List.of(50, 90, 100)) {
      Optional<Duration> value = spread.percentile(percent);
      if (value.isPresent()) {
        json.writeStringField(percent == 100 ? "max" : "p" + percent, value.get().toString());
      }
    }
    json.writeArrayFieldStart("worst");
    for (Spread.Timed timed : spread.worst()) {
      json.writeStartObject();
      json.writeStringField("uid", timed.life().request().uid());
      json.writeStringField("took", timed.took().toString());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private void controls(Report report) throws IOException {
    json.writeArrayFieldStart("controls");
    for (Control control : Control.ALL) {
      json.writeStartObject();
      json.writeStringField("framework", control.framework());
      json.writeStringField("control", control.control());
      json.writeStringField("name", control.name());
      json.writeStringField("shows", control.shows());
      json.writeObjectFieldStart("figures");
      for (Figure figure : control.figures()) {
        json.writeNumberField(name(figure), figure.of(report));
      }
      json.writeEndObject();
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void life(Life life, Optional<String> digest) throws IOException {
    json.writeStartObject();
    if (digest.isPresent()) {
      json.writeStringField("digest", digest.get());
    }
    Iterator<String> cells = LifeRow.of(life).iterator();
    for (String name : LifeRow.NAMES) {
      String cell = cells.next();
      if (!cell.isEmpty()) {
        json.writeStringField(name.toLowerCase(Locale.ROOT).replace(' ', '_'), cell);
      }
    }
    json.writeArrayFieldStart("steps");
    for (Step step : life.chain().steps()) {
      json.writeStartObject();
      json.writeNumberField("index", step.index());
      json.writeStringField("event", step.kind().text());
      json.writeStringField("at", step.at().toString());
      if (step.late()) {
        json.writeBooleanField("late", true);
      }
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private void texts(String name, List<String> texts) throws IOException {
    json.writeArrayFieldStart(name);
    for (String text : texts) {
      json.writeString(text);
    }
    json.writeEndArray();
  }

  private void time(String name, Optional<Instant> time) throws IOException {
    if (time.isPresent()) {
      json.writeStringField(name, time.get().toString());
    }
  }

  private static String name(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
