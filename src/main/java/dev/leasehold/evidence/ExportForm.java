package dev.leasehold.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The lines of an export: a head with the checkpoint, one line for each entry with its proof, and a
 * foot with the number of entries. Each is JSON by RFC 8785, and read only if it is, to the byte.
 */
final class ExportForm {
  private static final String FORMAT = "https://leasehold.dev/evidence/export/v1";
  private static final ObjectMapper JSON = new ObjectMapper();

  private ExportForm() {}

  /** What the first line says. */
  record Head(String checkpoint, Selection selection) {}

  /** What a line says of one entry. */
  record Line(Envelope entry, InclusionProof proof) {}

  static byte[] head(Head head) {
    Selection selection = head.selection();
    List<String> limits = new ArrayList<>();
    selection.from().ifPresent(from -> limits.add("\"from\":\"" + from + "\""));
    selection.request().ifPresent(uid -> limits.add("\"request\":\"" + uid + "\""));
    selection.until().ifPresent(until -> limits.add("\"until\":\"" + until + "\""));
    return utf8(
        "{\"checkpoint\":%s,\"format\":\"%s\",\"selection\":{%s}}"
            .formatted(quoted(head.checkpoint()), FORMAT, String.join(",", limits)));
  }

  /**
   * Reads the first line.
   *
   * @throws IllegalArgumentException if it is anything else
   */
  static Head readHead(byte[] line) {
    JsonNode tree = tree(line);
    JsonNode selection = tree.path("selection");
    Head head =
        new Head(
            tree.path("checkpoint").asText(),
            new Selection(
                text(selection, "request"),
                text(selection, "from").map(ExportForm::instant),
                text(selection, "until").map(ExportForm::instant)));
    requireSame(head(head), line);
    return head;
  }

  static byte[] line(byte[] entry, InclusionProof proof) {
    String text = new String(entry, StandardCharsets.UTF_8);
    return utf8("{\"entry\":%s,\"proof\":%s}".formatted(text, quoted(proof.text())));
  }

  /**
   * Reads a line of one entry.
   *
   * @throws IllegalArgumentException if it is anything else
   */
  static Line readLine(byte[] line) {
    JsonNode tree = tree(line);
    Line read =
        new Line(
            Envelope.parse(utf8(tree.path("entry").toString())),
            InclusionProof.parse(tree.path("proof").asText()));
    requireSame(line(read.entry().bytes(), read.proof()), line);
    return read;
  }

  static byte[] foot(long entries) {
    return utf8("{\"entries\":" + entries + "}");
  }

  /** The number of entries, if the line is the last one. */
  static Optional<Long> readFoot(byte[] line) {
    String text = new String(line, StandardCharsets.UTF_8);
    return text.matches("\\{\"entries\":(0|[1-9][0-9]{0,17})}")
        ? Optional.of(Long.parseLong(text.substring(text.indexOf(':') + 1, text.length() - 1)))
        : Optional.empty();
  }

  private static JsonNode tree(byte[] line) {
    try {
      return JSON.readTree(line);
    } catch (IOException e) {
      throw new IllegalArgumentException("not JSON", e);
    }
  }

  private static Optional<String> text(JsonNode object, String name) {
    return Optional.ofNullable(object.get(name)).map(JsonNode::asText);
  }

  private static Instant instant(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("not a time", e);
    }
  }

  private static void requireSame(byte[] written, byte[] read) {
    if (!Arrays.equals(written, read)) {
      throw new IllegalArgumentException("not canonical, or with more than is expected");
    }
  }

  /** Neither checkpoints nor proofs contain anything else that JSON escapes. */
  private static String quoted(String note) {
    if (note.chars().anyMatch(c -> c == '"' || c == '\\' || (c < ' ' && c != '\n'))) {
      throw new IllegalArgumentException("not a signed note or a proof");
    }
    return '"' + note.replace("\n", "\\n") + '"';
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
