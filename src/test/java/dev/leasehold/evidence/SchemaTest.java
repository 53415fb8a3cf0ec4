package dev.leasehold.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import dev.leasehold.model.CredentialFacts;
import dev.leasehold.model.Reason;
import dev.leasehold.model.ReasonCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The schema in the reference is that of what is written. */
class SchemaTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final JsonSchema schema = published();

  private static JsonSchema published() {
    try {
      String page = Files.readString(Path.of("src/docs/reference/evidence.md"));
      int start = page.indexOf("```json\n") + "```json\n".length();
      String text = page.substring(start, page.indexOf("```", start));
      return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(text);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void everyStatementFitsIt() throws IOException {
    Facts most =
        Lives.event(0)
            .facts()
            .by("olga")
            .offer("ab".repeat(32))
            .credentials(
                Map.of("shop", CredentialFacts.unanchored(2, "jti", Lives.START, Lives.START)))
            .leaked()
            .fromRecord()
            .emergency(true)
            .approvalNeeded(false)
            .reviewWithin(Duration.ofHours(24))
            .object("RoleBinding", "shop", "ar-1-shop-0", "b1")
            .more(3)
            .grants(List.of("g1"))
            .reason(new Reason(ReasonCode.OVERTAKEN, "because"));
    Facts much = Facts.none().targets(Stream.generate(() -> "shop").limit(20_000).toList());
    for (EventKind kind : EventKind.values()) {
      for (Facts facts : new Facts[] {Facts.none(), most, much}) {
        Event event = Lives.event(kind, 1, Lives.START, facts);
        assertFits(event);
        assertFits(new Event(kind, Lives.START, event.request(), event.specDigest(), facts, true));
      }
    }
  }

  private void assertFits(Event event) throws IOException {
    JsonNode tree = JSON.readTree(Statement.sign(event, Lives.KEY).payload());
    assertThat(schema.validate(tree.path("predicate"))).isEmpty();
  }

  @Test
  void whatIsNotInItDoesNotFit() throws IOException {
    JsonNode tree = JSON.readTree(Statement.sign(Lives.event(0), Lives.KEY).payload());
    String predicate = tree.path("predicate").toString();
    String more = predicate.replaceFirst("\\{", "{\"password\":\"x\",");
    assertThat(schema.validate(JSON.readTree(more))).isNotEmpty();
    assertThat(schema.validate(JSON.readTree(predicate.replace("ProvisionIntended", "X"))))
        .isNotEmpty();
  }
}
