package dev.leasehold.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.leasehold.api.v1alpha1.AccessRequest;
import dev.leasehold.cli.Answers.Answer;
import dev.leasehold.cli.Answers.Call;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A request that is printed is one that the catalog takes, as far as that can be known. */
final class RequestTest {
  private static final String[] ASK = {
    "request",
    "shop.reader",
    "-n",
    "team",
    "--for",
    "worker",
    "--reason",
    "refunds",
    "--ticket",
    "T-1"
  };

  @TempDir Path directory;

  @Test
  void printsWhatWasSaidAndNothingElse() {
    try (Answers api = new Answers(call -> answer(call, true, true))) {
      Ran ran = api.run(directory, ASK);
      assertThat(ran.code()).isZero();
      assertThat(ran.err()).isEmpty();
      AccessRequest request = Serialization.unmarshal(ran.out(), AccessRequest.class);
      assertThat(request.getMetadata().getName()).isEqualTo("reader");
      assertThat(request.getMetadata().getNamespace()).isEqualTo("team");
      assertThat(request.getSpec().entitlement().catalog()).isEqualTo("shop");
      assertThat(request.getSpec().duration()).isEqualTo("30m");
      assertThat(request.getSpec().subject().serviceAccountName()).isEqualTo("worker");
      assertThat(ran.out()).doesNotContain("targets", "startAt", "emergency", "status");
      assertThat(api.calls).noneMatch(call -> call.startsWith("PATCH") || call.startsWith("PUT"));
      Ran other = api.run(directory, with("--name", "again", "--duration", "5m", "--target", "db"));
      assertThat(other.out()).contains("name: \"again\"", "duration: \"5m\"", "- \"db\"");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --duration 31m | spec.duration: 31m exceeds 30m, the longest that shop.reader allows
          --duration soon | spec.duration: 'soon' is not a time such as 30m
          --duration 0s | spec.duration: '0s' is not a time such as 30m
          --target api | spec.targets: shop.reader has no target api; it has db
          --start-at now | spec.startAt: 'now' is not a time
          --emergency | spec.emergency: shop.reader has no emergency rule
          --reason why | spec.justification: must say in at least 5 characters why
          --ticket 1 | spec.ticket: must match ^T-
          """)
  void whatTheCatalogWouldRefuseIsNamedByItsField(String option, String why) {
    try (Answers api = new Answers(call -> answer(call, true, true))) {
      List<String> last = List.of(option.split(" ", -1));
      List<String> words = new ArrayList<>(List.of(ASK));
      if (words.contains(last.getFirst())) {
        int at = words.indexOf(last.getFirst());
        words.subList(at, at + 2).clear();
      }
      words.addAll(last);
      Ran ran = api.run(directory, words.toArray(String[]::new));
      assertThat(ran.code()).isEqualTo(1);
      assertThat(ran.err()).contains("leasehold: " + why);
      assertThat(ran.out()).isEmpty();
    }
  }

  @Test
  void whoMayNotReadTheCatalogGetsARequestAllTheSame() {
    try (Answers api = new Answers(call -> answer(call, false, false))) {
      Ran ran = api.run(directory, with("--duration", "99h"));
      assertThat(ran.code()).isZero();
      assertThat(ran.err())
          .contains("not checked: you may not read entitlementcatalogs.leasehold.dev/shop")
          .contains("ask for verb request on entitlements.leasehold.dev, name shop.reader");
      assertThat(ran.out()).contains("duration: \"99h\"");
      assertThat(api.run(directory, "request", "-n", "team").last())
          .contains("you may not list entitlementcatalogs", "--for SERVICEACCOUNT");
    }
  }

  @Test
  void whatIsNotThereAndWhatIsNoNameAreRefused() {
    try (Answers api = new Answers(call -> answer(call, true, true))) {
      assertThat(api.run(directory, "request", "shop.writer", "--for", "worker").last())
          .contains("the catalog has no writer");
      assertThat(api.run(directory, "request", "mall.reader", "--for", "worker").last())
          .contains("there is no EntitlementCatalog mall");
      assertThat(api.run(directory, "request", "shop.draft", "--for", "worker").last())
          .contains("shop.draft is Draft and cannot be requested");
      assertThat(api.run(directory, "request", "reader", "--for", "worker").code()).isEqualTo(2);
      Ran nobody = api.run(directory, "request", "shop.reader");
      assertThat(nobody.code()).isEqualTo(2);
      assertThat(nobody.err()).contains("--for");
    }
  }

  @Test
  void listsWhatMayBeAskedForFromThere() {
    try (Answers api = new Answers(call -> answer(call, true, true))) {
      Ran ran = api.run(directory, "request", "-n", "team");
      assertThat(ran.code()).isZero();
      assertThat(ran.out().lines()).hasSize(2);
      assertThat(ran.out()).contains("shop.reader", "30m", "owner", "Orders");
      assertThat(api.run(directory, "request", "-n", "elsewhere").last())
          .contains("There is nothing that you may ask for from namespace elsewhere");
      Ran unknown = api.run(directory, "request", "-n", "closed");
      assertThat(unknown.out()).contains("shop.reader");
      assertThat(unknown.last()).contains("may not read namespace closed");
    }
  }

  @Test
  void asksAndListsNoMoreThanAFewHundred() {
    try (Answers api = new Answers(call -> many(call))) {
      Ran ran = api.run(directory, "request", "-n", "closed");
      assertThat(ran.out().lines()).hasSize(101);
      assertThat(ran.err()).contains("400 others were left out").contains("more than 500 catalogs");
      assertThat(api.calls.stream().filter(c -> c.contains("entitlementcatalogs"))).hasSize(10);
    }
  }

  private static Answer many(Call call) {
    return call.is("GET", "/entitlementcatalogs")
        ? Answer.of(
            Map.of(
                "metadata",
                Map.of("continue", "more"),
                "items",
                IntStream.range(0, 50)
                    .mapToObj(i -> catalog("c" + call.query().length() + NUMBER.incrementAndGet()))
                    .toList()))
        : answer(call, true, true);
  }

  private static final AtomicInteger NUMBER = new AtomicInteger();

  private String[] with(String... more) {
    return Stream.of(List.of(ASK), List.of(more)).flatMap(List::stream).toArray(String[]::new);
  }

  private static Answer answer(Call call, boolean reads, boolean may) {
    if (call.is("POST", "/selfsubjectaccessreviews")) {
      return Answer.of(Map.of("status", Map.of("allowed", may)));
    }
    if (call.path().contains("/entitlementcatalogs") && !reads) {
      return Answer.refusal(403, "no");
    }
    if (call.path().endsWith("/entitlementcatalogs/shop")) {
      return Answer.of(catalog("shop"));
    }
    if (call.is("GET", "/entitlementcatalogs")) {
      return Answer.of(Map.of("metadata", Map.of(), "items", List.of(catalog("shop"))));
    }
    return switch (call.path()) {
      case "/api/v1/namespaces/team" ->
          Answer.of(Map.of("metadata", Map.of("labels", Map.of("path", "team"))));
      case "/api/v1/namespaces/elsewhere" -> Answer.of(Map.of("metadata", Map.of("name", "e")));
      case "/api/v1/namespaces/closed" -> Answer.refusal(403, "no");
      default -> Answer.nothing();
    };
  }

  private static JsonNode catalog(String name) {
    return Serialization.unmarshal(
        """
        apiVersion: leasehold.dev/v1alpha1
        kind: EntitlementCatalog
        metadata: {name: %s}
        spec:
          requestableFrom: {namespaceSelector: {matchLabels: {path: team}}}
          entitlements:
          - name: reader
            title: Orders
            state: Requestable
            sensitivity: Moderate
            maxDuration: 30m
            targets: [{name: db}]
            approval:
              mode: Required
              rules: [{role: owner, count: 1}]
              justification: {minLength: 5, ticketPattern: ^T-}
          - {name: draft, title: Draft, state: Draft, sensitivity: Low, maxDuration: 1h, approval: {mode: Auto}}
        """
            .formatted(name),
        JsonNode.class);
  }
}
