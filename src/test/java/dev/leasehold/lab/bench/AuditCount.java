package dev.leasehold.lab.bench;

import com.fasterxml.jackson.databind.JsonNode;
import dev.leasehold.lab.AuditLines;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Counts the operator's calls from a moment on, as the API server's audit log has them. */
final class AuditCount {
  private static final String EVENT = "create events";
  private static final Set<String> WRITES = Set.of("create", "update", "patch", "delete");

  private final Path log;
  private final long from;

  AuditCount(Path log) {
    this.log = log;
    try {
      this.from = Files.size(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Calls since the beginning; leases are left out, dry runs and watches too. */
  record Calls(Map<String, Integer> writes, Map<String, Integer> reads, int refused) {
    /** Without Events, for which nothing waits. */
    int written() {
      return writes.values().stream().mapToInt(n -> n).sum() - writes.getOrDefault(EVENT, 0);
    }
  }

  /** Counts until now. */
  Calls calls() {
    Map<String, Integer> writes = new TreeMap<>();
    Map<String, Integer> reads = new TreeMap<>();
    int refused = 0;
    for (JsonNode event : AuditLines.ofOperator(since()).toList()) {
      if (event.at("/requestURI").asText().contains("dryRun=All")
          || event.at("/objectRef/resource").asText().equals("leases")) {
        continue;
      }
      String verb = event.at("/verb").asText();
      String subresource = event.at("/objectRef/subresource").asText();
      String resource = event.at("/objectRef/resource").asText();
      String what = verb + " " + resource + (subresource.isEmpty() ? "" : "/" + subresource);
      boolean review = resource.endsWith("reviews");
      if (event.at("/responseStatus/code").asInt() == 409) {
        refused++;
        what += " (409)";
      }
      if (WRITES.contains(verb) && !review) {
        writes.merge(what, 1, Integer::sum);
      } else if (!verb.equals("watch") && !resource.isEmpty()) {
        reads.merge(what, 1, Integer::sum);
      }
    }
    return new Calls(writes, reads, refused);
  }

  private String since() {
    try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
      byte[] bytes = new byte[(int) (file.length() - from)];
      file.seek(from);
      file.readFully(bytes);
      return new String(bytes, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
