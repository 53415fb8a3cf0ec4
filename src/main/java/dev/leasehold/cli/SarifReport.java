package dev.leasehold.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.leasehold.api.v1alpha1.PlainLine;
import java.io.PrintWriter;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.StreamSupport;

/** As SARIF 2.1.0, which code hosts show beside the lines of a change. */
final class SarifReport implements Report {
  private static final int TEXT = 5000;
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  @Override
  public void print(List<Checked> all, PrintWriter out) {
    ObjectNode log = JSON.objectNode();
    log.put("$schema", "https://json.schemastore.org/sarif-2.1.0.json").put("version", "2.1.0");
    ObjectNode run = log.putArray("runs").addObject();
    ObjectNode driver = run.putObject("tool").putObject("driver");
    driver
        .put("name", "leasehold check")
        .put(
            "version",
            Objects.requireNonNullElse(
                SarifReport.class.getPackage().getImplementationVersion(), "0"));
    ArrayNode rules = driver.putArray("rules");
    ArrayNode results = run.putArray("results");
    for (Checked checked : all) {
      for (Finding finding : checked.findings()) {
        results.add(result(checked, finding));
        rule(rules, finding);
      }
    }
    try {
      out.println(new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(log));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the report cannot be written", e);
    }
    out.flush();
  }

  private static void rule(ArrayNode rules, Finding finding) {
    String code = finding.code();
    boolean known =
        StreamSupport.stream(rules.spliterator(), false)
            .anyMatch(rule -> rule.path("id").asText().equals(code));
    if (!known) {
      String meaning =
          switch (finding.kind()) {
            case Finding.Kind.Own(Code own) -> own.meaning();
            case Finding.Kind.OfOperator _ ->
                "The operator would refuse it, or make it wait, with this reason.";
          };
      rules.addObject().put("id", code).putObject("shortDescription").put("text", meaning);
    }
  }

  private static ObjectNode result(Checked checked, Finding finding) {
    String name = checked.kind() == Checked.Kind.FILE ? "" : checked.name() + ": ";
    ObjectNode result = JSON.objectNode();
    result.put("ruleId", finding.code()).put("level", finding.fails() ? "error" : "note");
    result.putObject("message").put("text", PlainLine.of(name + finding.message(), TEXT));
    ObjectNode place = result.putArray("locations").addObject().putObject("physicalLocation");
    place.putObject("artifactLocation").put("uri", uri(finding.place().file()));
    place.putObject("region").put("startLine", Math.max(1, finding.place().line()));
    return result;
  }

  /** As a reference relative to where the check runs, where it can be. */
  private static String uri(Path file) {
    try {
      return file.isAbsolute()
          ? new URI("file", "", file.toString(), null).toASCIIString()
          : new URI(null, null, file.toString().replace('\\', '/'), null).toASCIIString();
    } catch (URISyntaxException e) {
      return "unnameable";
    }
  }
}
