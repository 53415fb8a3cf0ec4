package dev.leasehold.api.v1alpha1;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Every bound, pattern, choice and duty of every field, broken one at a time. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BoundsIT {
  @RegisterExtension static final SchemaLab LAB = new SchemaLab();

  private final List<String> plurals = Definitions.plurals();
  private final Map<String, JsonNode> made =
      plurals.stream().collect(Collectors.toMap(Function.identity(), Case::base));

  @BeforeAll
  void makeObjectsWithEveryField() {
    made.replaceAll(LAB::create);
  }

  @AfterAll
  void takeThemAway() {
    made.forEach(LAB::delete);
  }

  @Test
  void theBasesHaveEveryField() {
    assertThat(Definitions.nodes())
        .allMatch(node -> Present.pointer(node, Case.base(node.plural())) != null);
  }

  @Test
  void everyBreachIsRefusedByName() {
    List<String> accepted = new ArrayList<>();
    List<Breach> breaches = Definitions.nodes().stream().flatMap(this::breaches).toList();
    for (Breach breach : breaches) {
      Optional<String> refusal = refusal(breach);
      if (refusal.filter(said -> names(breach, said)).isEmpty()) {
        accepted.add(breach + ": " + refusal.orElse("accepted"));
      }
    }
    assertThat(breaches).hasSizeGreaterThan(800);
    assertThat(accepted).isEmpty();
  }

  @Test
  void theLongestTextIsAccepted() {
    List<SchemaNode> texts = Definitions.nodes().stream().filter(BoundsIT::isFreeText).toList();
    assertThat(texts)
        .hasSizeGreaterThan(100)
        .allSatisfy(text -> assertThat(refusalOfLongest(text)).as(text.toString()).isEmpty());
  }

  private static boolean isFreeText(SchemaNode node) {
    String pattern = node.schema().getPattern();
    return node.schema().getMaxLength() != null
        && node.schema().getFormat() == null
        && (pattern == null || Pattern.matches(pattern, longest(node)))
        && !node.path().contains("ending");
  }

  private static String longest(SchemaNode node) {
    return "a".repeat(node.schema().getMaxLength().intValue());
  }

  private Optional<String> refusalOfLongest(SchemaNode node) {
    JsonNode text = JsonNodeFactory.instance.textNode(longest(node));
    JsonNode existing = requireNonNull(made.get(node.plural()));
    if (node.isIn("status")) {
      return LAB.refusalToReplaceStatus(
          node.plural(), new Breach(node, "longest", text, "").in(existing));
    }
    ObjectNode other = new Breach(node, "longest", text, "").in(Case.base(node.plural()));
    other.withObject("/metadata").put("name", "other");
    if (node.plural().equals("accessrecords")) {
      String uid = other.at("/spec/request/uid").asText();
      String another = uid.startsWith("a") ? uid : uid + "0";
      other.withObject("/metadata").put("name", "ar-" + another);
      other.withObject("/spec/request").put("uid", another);
    }
    return LAB.refusalToCreate(node.plural(), other);
  }

  @Test
  void nothingPinnedInARecordCanBeChangedOrTakenAway() {
    JsonNode record = requireNonNull(made.get("accessrecords"));
    List<String> pinned =
        record
            .get("spec")
            .propertyStream()
            .map(Map.Entry::getKey)
            .filter(field -> !List.of("approvals", "window").contains(field))
            .toList();
    assertThat(pinned)
        .hasSizeGreaterThan(10)
        .allSatisfy(
            field -> {
              ObjectNode without = record.deepCopy();
              without.withObject("/spec").remove(field);
              assertThat(LAB.refusalToReplace("accessrecords", without)).as(field).isPresent();
            });
  }

  private Stream<Breach> breaches(SchemaNode node) {
    JsonNode base = Case.base(node.plural());
    return Breach.of(node, base.at(requireNonNull(Present.pointer(node, base))));
  }

  private Optional<String> refusal(Breach breach) {
    String plural = breach.node().plural();
    JsonNode existing = requireNonNull(made.get(plural));
    return breach.node().isIn("status")
        ? LAB.refusalToReplaceStatus(plural, breach.in(existing))
        : LAB.refusalToReplace(plural, breach.in(existing));
  }

  private static boolean names(Breach breach, String said) {
    JsonPointer at =
        requireNonNull(Present.pointer(breach.node(), Case.base(breach.node().plural())));
    return said.contains(breach.said()) && (at.matches() || said.contains(Present.inWords(at)));
  }
}
