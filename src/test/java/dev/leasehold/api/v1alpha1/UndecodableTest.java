package dev.leasehold.api.v1alpha1;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/**
 * An informer decodes a list as one: an object that could not be read would keep all others from
 * being read, and so the operator from working. The API server takes whatever the schema allows.
 */
class UndecodableTest {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final Map<String, Class<?>> KINDS =
      Map.of(
          "accessrequests", AccessRequest.class,
          "accessrecords", AccessRecord.class,
          "entitlementcatalogs", EntitlementCatalog.class);

  private final KubernetesSerialization json = new KubernetesSerialization();

  /** What the schema of this place allows and nobody would expect. */
  private static List<JsonNode> odd(SchemaNode node) {
    List<JsonNode> odd = new ArrayList<>();
    switch (node.schema().getType()) {
      case "string" -> {
        odd.add(JSON.textNode(""));
        odd.add(JSON.textNode("Nonsense"));
        odd.add(JSON.textNode("2026-02-30T23:59:59Z"));
        odd.add(JSON.textNode("99999999999h"));
      }
      case "integer" -> {
        odd.add(JSON.numberNode(Integer.MAX_VALUE + 1L));
        odd.add(JSON.numberNode(Long.MAX_VALUE));
        odd.add(JSON.numberNode(Long.MIN_VALUE));
        odd.add(JSON.numberNode(2.0));
        if (!"int64".equals(node.schema().getFormat())) {
          odd.add(JSON.numberNode(BigInteger.TEN.pow(30)));
          odd.add(JSON.numberNode(1e30));
        }
      }
      case "array" -> odd.add(JSON.arrayNode());
      case "object" -> odd.add(JSON.objectNode());
      default -> {}
    }
    if (node.isField()) {
      odd.add(JSON.nullNode());
    }
    return odd;
  }

  @Test
  void whateverTheSchemaAllowsIsRead() {
    int tried = 0;
    List<String> unread = new ArrayList<>();
    for (CustomResourceDefinition crd : Definitions.held()) {
      String plural = crd.getSpec().getNames().getPlural();
      for (SchemaNode node : SchemaNode.all(crd).toList()) {
        JsonPointer at = Present.pointer(node, Case.base(plural));
        if (at == null || !(node.isIn("spec") || node.isIn("status"))) {
          continue;
        }
        for (JsonNode value : odd(node)) {
          JsonNode object = with(Case.base(plural), at, value);
          tried++;
          try {
            assertThat(json.unmarshal(object.toString(), KINDS.get(plural))).isNotNull();
          } catch (KubernetesClientException e) {
            unread.add(node + " = " + value);
          }
        }
      }
    }
    assertThat(unread).isEmpty();
    assertThat(tried).isGreaterThan(1000);
  }

  @Test
  void aNumberThatIsTooLargeIsReadAsTheLargest() {
    AccessRecord record =
        json.unmarshal(
            "{\"spec\": {}, \"status\": {\"sealed\": {\"windowEnd\": \"\", \"approvals\": 1e99999999}}}",
            AccessRecord.class);
    assertThat(
            Objects.requireNonNull(Objects.requireNonNull(record.getStatus()).sealed()).approvals())
        .isEqualTo(Integer.MAX_VALUE);
  }

  /** Null stands there as such. */
  private static JsonNode with(JsonNode original, JsonPointer at, JsonNode value) {
    JsonNode copy = original.deepCopy();
    String last = at.last().getMatchingProperty();
    switch (copy.at(at.head())) {
      case ObjectNode parent -> parent.set(last, value);
      case ArrayNode parent -> parent.set(Integer.parseInt(last), value);
      default -> throw new IllegalArgumentException("nothing at " + at.head());
    }
    return copy;
  }
}
