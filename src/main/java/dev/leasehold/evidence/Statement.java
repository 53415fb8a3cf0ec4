package dev.leasehold.evidence;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.erdtman.jcs.JsonCanonicalizer;

/**
 * What an entry says, as an in-toto Statement v1 with a predicate of our own; the schema is in
 * src/docs/reference/evidence.md.
 *
 * @param at when it happened
 * @param uid of the request
 * @param predicate all of it; for reading only
 */
public record Statement(EventKind kind, Instant at, String uid, JsonNode predicate) {
  /** No entry is longer; the layout of the log allows 65,535 bytes. */
  public static final int MAX_ENTRY = 60 * 1024;

  static final String TYPE = "https://in-toto.io/Statement/v1";
  static final String PREDICATE = "https://leasehold.dev/evidence/v1";

  private static final ObjectMapper JSON = new ObjectMapper();

  /** In characters, for each text; tried in this order until the entry fits. */
  private static final List<Integer> LIMITS = List.of(Integer.MAX_VALUE / 2, 4096, 512, 64);

  /** What an envelope needs besides its payload: names, key and signature. */
  private static final int ENVELOPE = 512;

  /** The event as an entry, by a key that is here. */
  public static Envelope sign(Event event, SigningKey key) {
    return Envelope.sign(of(event).payload(), key);
  }

  /** The event as what is to be signed; texts are cut as far as it takes, see {@link Plain#cut}. */
  public static Unsigned of(Event event) {
    for (int limit : LIMITS) {
      byte[] payload = payload(event, event.facts().cut(limit));
      if (fits(payload)) {
        return new Unsigned(payload);
      }
    }
    byte[] facts = canonical(event.facts().values());
    return new Unsigned(payload(event, event.facts().digested(facts)));
  }

  /** The same; empty for one that cannot be written as it is, which keeps no other one out. */
  static Optional<Unsigned> ifWritable(Event event) {
    try {
      return Optional.of(of(event));
    } catch (RuntimeException e) {
      return Optional.empty();
    }
  }

  /** The ways in which an entry may have this text: whole, or cut as far as the entry took. */
  public static List<String> forms(String text) {
    String plain = Plain.text(text);
    return LIMITS.stream().map(limit -> Plain.cut(plain, limit)).distinct().toList();
  }

  private static boolean fits(byte[] payload) {
    return (payload.length + 2) / 3 * 4 + ENVELOPE <= MAX_ENTRY;
  }

  private static byte[] payload(Event event, Facts facts) {
    Map<String, Object> predicate = new TreeMap<>(facts.values());
    predicate.put("event", event.kind().text());
    predicate.put("at", event.at().toString());
    predicate.put(
        "request",
        Map.of(
            "namespace", event.request().namespace(),
            "name", event.request().name(),
            "uid", event.request().uid()));
    if (event.late()) {
      predicate.put("late", true);
    }
    String name = "accessrequests/" + event.request().uid();
    return canonical(
        Map.of(
            "_type", TYPE,
            "subject",
                List.of(Map.of("name", name, "digest", Map.of("sha256", event.specDigest()))),
            "predicateType", PREDICATE,
            "predicate", predicate));
  }

  /**
   * What a payload says.
   *
   * @throws IllegalArgumentException if it is no statement of this type in canonical JSON
   */
  public static Statement read(byte[] payload) {
    try {
      JsonNode tree = JSON.readTree(payload);
      JsonNode predicate = tree.path("predicate");
      if (!tree.path("_type").asText().equals(TYPE)
          || !tree.path("predicateType").asText().equals(PREDICATE)
          || !Arrays.equals(canonical(payload), payload)) {
        throw new IllegalArgumentException("not a statement of type " + PREDICATE);
      }
      return new Statement(
          EventKind.of(predicate.path("event").asText())
              .orElseThrow(() -> new IllegalArgumentException("unknown event")),
          Instant.parse(predicate.path("at").asText()),
          predicate.path("request").path("uid").asText(),
          predicate);
    } catch (IOException | DateTimeException e) {
      throw new IllegalArgumentException("not a statement", e);
    }
  }

  /** Whether it could not be written when it happened, and was written afterwards. */
  public boolean late() {
    return predicate.path("late").asBoolean();
  }

  /** Whether its writer saw nothing of it, and took it from the record. */
  public boolean fromRecord() {
    return predicate.path("fromRecord").asBoolean();
  }

  private static byte[] canonical(Map<String, Object> value) {
    try {
      return canonical(JSON.writeValueAsBytes(value));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] canonical(byte[] json) {
    try {
      return new JsonCanonicalizer(new String(json, StandardCharsets.UTF_8)).getEncodedUTF8();
    } catch (IOException e) {
      throw new UncheckedIOException("not JSON", e);
    }
  }
}
