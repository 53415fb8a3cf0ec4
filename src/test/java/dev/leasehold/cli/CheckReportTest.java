package dev.leasehold.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** What the check prints for other programs. */
final class CheckReportTest {
  @TempDir Path directory;

  private Offline files() {
    return Offline.in(directory)
        .with("long.yaml", "---\n# two documents\n---\n" + other("long").replace("4h", "9h"))
        .with("broken.yaml", "a: [\n")
        .with("odd.yaml", other("odd").replace("duration:", "\"a\\u001Bb\": x\n  duration:"));
  }

  private static String other(String name) {
    return Offline.REQUEST.replace("{name: nightly,", "{name: " + name + ",");
  }

  @Test
  void junitHasACaseForEachThingAndAFailureForEachFault() throws Exception {
    Offline files = files();
    assertThat(files.run("check", "--output", "junit", directory.toString())).isEqualTo(1);
    Document xml = parsed(files.printed());
    Element all = xml.getDocumentElement();
    assertThat(all.getTagName()).isEqualTo("testsuites");
    assertThat(all.getAttribute("tests")).isEqualTo("11");
    assertThat(all.getAttribute("failures")).isEqualTo("3");
    List<Element> failures = elements(xml, "failure");
    assertThat(failures)
        .extracting(e -> e.getAttribute("type"))
        .containsExactlyInAnyOrder("NotYaml", "SchemaViolated", "DurationTooLong");
    assertThat(elements(xml, "testcase"))
        .extracting(e -> e.getAttribute("name"))
        .contains("payments/nightly", "payments/long", "payments.orders-reader");
    assertThat(files.printed()).doesNotContain("\u001B");
  }

  @Test
  void sarifHasAResultWithCodeAndLineForEachFinding() throws Exception {
    Offline files = files();
    assertThat(files.run("check", "--output", "sarif", directory.toString())).isEqualTo(1);
    JsonNode log = new ObjectMapper().readTree(files.printed());
    assertThat(log.path("version").asText()).isEqualTo("2.1.0");
    JsonNode run = log.path("runs").path(0);
    List<String> rules = new ArrayList<>(run.path("tool").path("driver").findValuesAsText("id"));
    assertThat(rules).containsExactlyInAnyOrder("NotYaml", "SchemaViolated", "DurationTooLong");
    for (JsonNode result : run.path("results")) {
      assertThat(rules).contains(result.path("ruleId").asText());
      assertThat(result.path("level").asText()).isEqualTo("error");
      assertThat(result.path("message").path("text").asText()).isNotEmpty();
    }
    JsonNode place =
        result(run, "DurationTooLong").path("locations").path(0).path("physicalLocation");
    assertThat(place.path("artifactLocation").path("uri").asText())
        .startsWith("file:///")
        .endsWith("/long.yaml");
    assertThat(place.path("region").path("startLine").asInt()).isEqualTo(4);
  }

  /** The schema of SARIF 2.1.0, as far as it says anything of what is printed here. */
  @Test
  void sarifHasTheFormThatItsReadersExpect() throws Exception {
    Offline files = files();
    files.run("check", "--output", "sarif", directory.toString());
    JsonNode schema = new ObjectMapper().readTree(SARIF);
    JsonNode log = new ObjectMapper().readTree(files.printed());
    assertThat(ValuesSchema.faults(schema, log)).isEmpty();
    assertThat(ValuesSchema.faults(schema, new ObjectMapper().readTree("{\"runs\":[{}]}")))
        .isNotEmpty();
  }

  private static final String SARIF =
      """
      {"type": "object", "required": ["version", "runs"], "additionalProperties": false,
       "properties": {
        "$schema": {"type": "string", "format": "uri"},
        "version": {"const": "2.1.0"},
        "runs": {"type": "array", "items": {"type": "object", "required": ["tool"],
         "additionalProperties": false, "properties": {
          "tool": {"type": "object", "required": ["driver"], "additionalProperties": false,
           "properties": {"driver": {"type": "object", "required": ["name"],
            "additionalProperties": false, "properties": {
             "name": {"type": "string"}, "version": {"type": "string"},
             "rules": {"type": "array", "uniqueItems": true, "items": {"type": "object",
              "required": ["id"], "additionalProperties": false, "properties": {
               "id": {"type": "string"},
               "shortDescription": {"type": "object", "required": ["text"],
                "properties": {"text": {"type": "string"}}}}}}}}}},
          "results": {"type": "array", "items": {"type": "object", "required": ["message"],
           "additionalProperties": false, "properties": {
            "ruleId": {"type": "string"},
            "level": {"enum": ["none", "note", "warning", "error"]},
            "message": {"type": "object", "required": ["text"],
             "properties": {"text": {"type": "string"}}},
            "locations": {"type": "array", "items": {"type": "object",
             "additionalProperties": false, "properties": {"physicalLocation": {"type": "object",
              "additionalProperties": false, "required": ["artifactLocation"], "properties": {
               "artifactLocation": {"type": "object", "properties": {
                "uri": {"type": "string", "format": "uri-reference"}}},
               "region": {"type": "object", "properties": {
                "startLine": {"type": "integer", "minimum": 1}}}}}}}}}}}}}}}}
      """;

  /** Others suppress findings by these; what is once there stays. */
  @Test
  void codesAreStable() {
    assertThat(Arrays.stream(Code.values()).map(Code::text))
        .containsExactly(
            "FileUnreadable",
            "NotYaml",
            "SchemaViolated",
            "DefinedTwice",
            "ExclusionWithoutEffect",
            "RenewalWithoutEffect",
            "StockRules",
            "RulesUnknown",
            "SecretShared",
            "NamePrefixed",
            "NumberFormatted",
            "StatusIgnored",
            "AnnotationRefused",
            "SignatureNotCounted",
            "NobodyApproves",
            "NobodyRequests",
            "NobodyReviews",
            "ExpectationFailed");
  }

  private static JsonNode result(JsonNode run, String code) {
    for (JsonNode result : run.path("results")) {
      if (result.path("ruleId").asText().equals(code)) {
        return result;
      }
    }
    throw new AssertionError("no result " + code + " in " + run);
  }

  private static Document parsed(String text) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static List<Element> elements(Document xml, String tag) {
    List<Element> found = new ArrayList<>();
    for (int i = 0; i < xml.getElementsByTagName(tag).getLength(); i++) {
      found.add((Element) xml.getElementsByTagName(tag).item(i));
    }
    return found;
  }
}
