package dev.leasehold.lab;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.stream.Stream;

/** Reads what an audited lab's API server has logged. */
public final class AuditLines {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String OPERATOR =
      "system:serviceaccount:leasehold-system:leasehold-operator";

  private AuditLines() {}

  /** What the operator did; the last line may not be complete yet. */
  public static Stream<JsonNode> ofOperator(String log) {
    return log.lines()
        .map(AuditLines::event)
        .filter(event -> event.at("/user/username").asText().equals(OPERATOR));
  }

  private static JsonNode event(String line) {
    try {
      return JSON.readTree(line.isEmpty() ? "{}" : line);
    } catch (IOException incomplete) {
      return JSON.createObjectNode();
    }
  }
}
