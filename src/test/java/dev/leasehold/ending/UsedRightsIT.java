package dev.leasehold.ending;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.leasehold.api.v1alpha1.EndingCause;
import dev.leasehold.lab.AuditLines;
import dev.leasehold.lab.InItsOwnLab;
import dev.leasehold.lab.Lab;
import dev.leasehold.lab.LabOptions;
import dev.leasehold.lab.People;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Each verb that the chart gives the operator on each resource is used in the life of two grants; a
 * right without a use would only widen what whoever takes its account can do, and a right that is
 * missing is one that RBAC refuses. What only signatures need is rendered with signers only.
 */
@InItsOwnLab
final class UsedRightsIT {
  private static final String EVERYWHERE = "";

  /** Asked about by admission policies, never called by anybody. */
  private static final Set<String> ASKED_ABOUT = Set.of("request", "bind");

  /** Likewise, for taking a finalizer off the canary: GuardProbeIT fails without it. */
  private static final String OF_THE_CANARY =
      right("delete", "leasehold.dev", "accessrequests", "leasehold-system");

  @Test
  void everyRightOfTheOperatorIsUsed() {
    LabOptions audited = LabOptions.ordinary().withAudit();
    try (OwnLab own = OwnLab.start(audited, Map.of("retention", "1s"), Map.of())) {
      Lab lab = own.lab();
      Asked local = life(Scene.set(lab, Terms.automatic()));
      life(Scene.set(lab, Terms.automatic().binding("ClusterRole", "view")));
      Lab.await().until(() -> local.record().isEmpty());
      Lab.await().untilAsserted(() -> assertThat(unused(lab)).isEmpty());
      assertThat(missed(lab)).isEmpty();
    }
  }

  /** Given, edited and repaired, revoked while something else keeps its binding, and forgotten. */
  private static Asked life(Scene scene) {
    Asked asked = scene.asks("nightly", "1h").active();
    emptied(asked);
    Lab.await().until(() -> !asked.binding().require().getSubjects().isEmpty());
    Held.by(asked.binding());
    asked.revoked();
    Lab.await().until(() -> asked.binding().require().getSubjects().isEmpty());
    Held.release(asked.binding());
    asked.ended(EndingCause.Withdrawn);
    asked.as(People.ADMIN).delete();
    return asked;
  }

  /** The operator alone may, so this is done as if it were the operator, by one patch. */
  private static void emptied(Asked asked) {
    Lab lab = asked.scene().lab();
    String operator = lab.serviceAccountKubeconfig("leasehold-system", "leasehold-operator");
    try (KubernetesClient client = lab.clientOf(operator)) {
      client
          .rbac()
          .roleBindings()
          .inNamespace(asked.scene().shop())
          .withName(asked.binding().require().getMetadata().getName())
          .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"subjects\": []}");
    }
  }

  /** What the operator may do and has not done, as {@code verb group/resource in namespace}. */
  private static Set<String> unused(Lab lab) {
    Set<String> unused = new TreeSet<>(given(lab));
    used(lab, unused::remove);
    unused.remove(OF_THE_CANARY);
    return unused;
  }

  /** What it tried and RBAC refused: whatever is taken from its rights shows up here. */
  private static Set<String> missed(Lab lab) {
    return AuditLines.ofOperator(log(lab))
        .filter(event -> decision(event).equals("forbid"))
        .map(event -> event.path("verb").asText() + " " + event.path("requestURI").asText())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String decision(JsonNode event) {
    return event.path("annotations").path("authorization.k8s.io/decision").asText();
  }

  private static Set<String> given(Lab lab) {
    Set<String> given = new HashSet<>();
    lab.adminClient()
        .rbac()
        .clusterRoles()
        .withName("leasehold-operator")
        .require()
        .getRules()
        .forEach(rule -> each(rule, EVERYWHERE, given::add));
    lab.adminClient().rbac().roles().inAnyNamespace().list().getItems().stream()
        .filter(role -> role.getMetadata().getName().equals("leasehold-operator"))
        .forEach(
            role ->
                role.getRules()
                    .forEach(rule -> each(rule, role.getMetadata().getNamespace(), given::add)));
    return given;
  }

  private static void each(PolicyRule rule, String namespace, Consumer<String> right) {
    for (String verb : rule.getVerbs()) {
      if (!ASKED_ABOUT.contains(verb)) {
        for (String group : rule.getApiGroups()) {
          rule.getResources().forEach(kind -> right.accept(right(verb, group, kind, namespace)));
        }
      }
    }
  }

  private static void used(Lab lab, Consumer<String> right) {
    AuditLines.ofOperator(log(lab))
        .forEach(
            event -> {
              JsonNode on = event.at("/objectRef");
              String sub = on.path("subresource").asText();
              String kind = on.path("resource").asText() + (sub.isEmpty() ? "" : "/" + sub);
              for (String in : List.of(EVERYWHERE, on.path("namespace").asText())) {
                right.accept(
                    right(event.path("verb").asText(), on.path("apiGroup").asText(), kind, in));
              }
            });
  }

  private static String right(String verb, String group, String kind, String namespace) {
    return verb + " " + group + "/" + kind + " in " + namespace;
  }

  private static String log(Lab lab) {
    try {
      return Files.readString(lab.auditLog());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
