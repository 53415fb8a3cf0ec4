package dev.leasehold.gitops;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/**
 * What Flux's {@code healthCheckExprs} say of every recorded object, by a real CEL and in the order
 * of Flux's RFC 0009: a generation that nobody looked at, then inProgress, failed, current.
 */
final class FluxHealthTest {
  private static final Path KUSTOMIZATION = Path.of("examples/gitops/flux/kustomization.yaml");
  private static final CelCompiler COMPILER =
      CelCompilerFactory.standardCelCompilerBuilder()
          .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
          .addVar("metadata", SimpleType.DYN)
          .addVar("spec", SimpleType.DYN)
          .addVar("status", SimpleType.DYN)
          .build();
  private static final CelRuntime RUNTIME = CelRuntimeFactory.plannerRuntimeBuilder().build();

  private final JsonNode exprs = Recorded.yaml(KUSTOMIZATION).at("/spec/healthCheckExprs/0");

  @Test
  void everyObjectIsJudgedLikeByArgo() {
    assertThat(exprs.path("apiVersion").asText()).isEqualTo("leasehold.dev/v1alpha1");
    assertThat(exprs.path("kind").asText()).isEqualTo("AccessRequest");
    Map<String, Recorded.Health> expected = Recorded.expected();
    Recorded.objects()
        .forEach(
            (name, object) ->
                assertThat(judged(object))
                    .as(name)
                    .isEqualTo(Objects.requireNonNull(expected.get(name)).status()));
  }

  private String judged(JsonNode object) {
    long seen = object.at("/status/observedGeneration").asLong();
    if (seen != object.at("/metadata/generation").asLong() || holds("inProgress", object)) {
      return "Progressing";
    }
    if (holds("failed", object)) {
      return "Degraded";
    }
    return holds("current", object) ? "Healthy" : "Progressing";
  }

  private boolean holds(String which, JsonNode object) {
    try {
      return (Boolean)
          RUNTIME
              .createProgram(COMPILER.compile(exprs.path(which).asText()).getAst())
              .eval(variables(object));
    } catch (CelValidationException | CelEvaluationException e) {
      throw new IllegalStateException(which, e);
    }
  }

  private static Map<String, Object> variables(JsonNode object) {
    Map<String, Object> variables = new LinkedHashMap<>();
    for (String part : List.of("metadata", "spec", "status")) {
      variables.put(part, new ObjectMapper().convertValue(object.path(part), Map.class));
    }
    return variables;
  }
}
