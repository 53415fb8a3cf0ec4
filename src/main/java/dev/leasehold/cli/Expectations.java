package dev.leasehold.cli;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import dev.leasehold.cli.Judging.Approver;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a file leasehold-test.yaml says of how requests and entitlements are to be judged.
 *
 * @param paths where they are
 * @param values of the chart
 */
record Expectations(Path file, List<Path> paths, Optional<Path> values, List<Case> cases) {
  private static final String SCHEMA = "/dev/leasehold/cli/leasehold-test.schema.json";

  Expectations {
    paths = List.copyOf(paths);
    cases = List.copyOf(cases);
  }

  /** What is judged. */
  sealed interface Subject {
    /** A request, by namespace and name. */
    record OfRequest(String name) implements Subject {}

    /** An entitlement, by catalog and name. */
    record OfEntitlement(String name) implements Subject {}
  }

  /** What can come of it, as it is written. */
  enum Verdict {
    Refused,
    AwaitingApproval,
    Granted,
    Requestable,
    NotRequestable
  }

  /**
   * One expectation.
   *
   * @param applier who applies the requests, where it matters
   * @param before requests that are offered already
   * @param approvers who has approved
   * @param reason its code, where it matters
   * @param missing in which roles approvals are missing, where it matters
   */
  record Case(
      String name,
      Subject subject,
      Optional<String> applier,
      Instant now,
      List<String> before,
      List<Approver> approvers,
      Verdict verdict,
      Optional<String> reason,
      Optional<List<String>> missing) {
    /** Whether it expects that what has this name is refused with this code. */
    boolean refuses(String other, String code) {
      String own =
          switch (subject) {
            case Subject.OfRequest(String request) -> request;
            case Subject.OfEntitlement(String entitlement) -> entitlement;
          };
      boolean refused = verdict == Verdict.Refused || verdict == Verdict.NotRequestable;
      return refused && own.equals(other) && reason.filter(r -> !r.equals(code)).isEmpty();
    }
  }

  /** Thrown where the file cannot be used. */
  static final class Unusable extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient List<Finding> findings;

    Unusable(List<Finding> findings) {
      super("unusable", null, false, false);
      this.findings = findings;
    }

    List<Finding> findings() {
      return findings;
    }
  }

  /**
   * Reads such a file.
   *
   * @param now the time of cases that name none
   */
  static Expectations read(Path file, Instant now) throws Unusable {
    JsonNode json;
    try (JsonParser parser = Yaml.documents(Files.readString(file, StandardCharsets.UTF_8))) {
      json = Yaml.document(parser);
    } catch (IOException e) {
      throw unusable(Code.NOT_YAML, file, List.of("it is no YAML"));
    }
    List<String> faults = ValuesSchema.faults(ValuesSchema.read(SCHEMA), json);
    if (!faults.isEmpty()) {
      throw unusable(Code.SCHEMA_VIOLATED, file, faults);
    }
    Path folder = file.toAbsolutePath().resolveSibling("");
    List<Path> paths = texts(json.path("paths")).stream().map(p -> beside(folder, p)).toList();
    Optional<Path> values = text(json.path("values")).map(p -> beside(folder, p));
    for (Path path : paths) {
      if (!Files.isReadable(path)) {
        throw unusable(Code.FILE_UNREADABLE, file, List.of("paths: " + path + " cannot be read"));
      }
    }
    try {
      Instant usual = text(json.path("now")).map(Instant::parse).orElse(now);
      List<Case> cases = new ArrayList<>();
      json.path("tests").forEach(test -> cases.add(read(test, usual)));
      return new Expectations(file, paths.isEmpty() ? List.of(folder) : paths, values, cases);
    } catch (DateTimeException e) {
      throw unusable(Code.SCHEMA_VIOLATED, file, List.of("now: is no date and time that exists"));
    }
  }

  private static Case read(JsonNode test, Instant usual) {
    JsonNode expect = test.path("expect");
    List<Approver> approvers = new ArrayList<>();
    test.path("approvals")
        .forEach(a -> approvers.add(new Approver(a.path("by").asText(), texts(a.path("roles")))));
    return new Case(
        test.path("name").asText(),
        test.has("request")
            ? new Subject.OfRequest(test.path("request").asText())
            : new Subject.OfEntitlement(test.path("entitlement").asText()),
        text(test.path("applier")),
        text(test.path("now")).map(Instant::parse).orElse(usual),
        texts(test.path("after")),
        List.copyOf(approvers),
        Verdict.valueOf(expect.path("verdict").asText()),
        text(expect.path("reason")),
        expect.has("missing") ? Optional.of(texts(expect.path("missing"))) : Optional.empty());
  }

  private static Path beside(Path folder, String path) {
    Path resolved = folder.resolve(path).normalize();
    Path here = Path.of("").toAbsolutePath();
    return resolved.startsWith(here) ? here.relativize(resolved) : resolved;
  }

  private static Unusable unusable(Code code, Path file, List<String> faults) {
    return new Unusable(
        faults.stream().map(fault -> Finding.error(code, Place.of(file), fault)).toList());
  }

  private static Optional<String> text(JsonNode json) {
    return json.isTextual() ? Optional.of(json.asText()) : Optional.empty();
  }

  private static List<String> texts(JsonNode list) {
    List<String> texts = new ArrayList<>();
    list.forEach(text -> texts.add(text.asText()));
    return texts;
  }
}
