package dev.leasehold.path;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.api.v1alpha1.EndingCause;
import dev.leasehold.api.v1alpha1.RecordPhase;
import dev.leasehold.api.v1alpha1.RequestPhase;
import dev.leasehold.lab.Lab;
import dev.leasehold.lab.Outcome;
import dev.leasehold.lab.People;
import dev.leasehold.lab.Person;
import dev.leasehold.lab.SharedLab;
import dev.leasehold.lab.Stillness;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What GitOps controllers do to a request all day, by the calls that they make. */
final class GitopsDayIT {
  @RegisterExtension static final SharedLab LAB = SharedLab.withOperator();

  private static final String HOUR = "duration: 1h, justification: nightly report";
  private static final int ROUNDS = 4;
  private static final Duration SOON = Duration.ofSeconds(25);
  private static final List<String> AS_ARGO_CD =
      List.of("--server-side", "--force-conflicts", "--field-manager=argocd-controller");

  /** Marks by which tools know what is theirs, and prune it. */
  private static final String TRACKED =
      """
        labels:
          app.kubernetes.io/instance: shop
          argocd.argoproj.io/instance: shop
          kustomize.toolkit.fluxcd.io/name: apps
          kustomize.toolkit.fluxcd.io/namespace: flux-system
        annotations:
          argocd.argoproj.io/tracking-id: "shop:leasehold.dev/AccessRequest:NS/tracked"
          kustomize.toolkit.fluxcd.io/prune: disabled
          reloader.stakater.com/match: "true"
      """;

  @ConcurrentTest
  void whatIsAppliedAgainAndAgainIsNoChangeAndAnEditIsRefusedWithoutHarm() {
    Shop shop = Shop.offering(LAB.lab(), Entitled.reader());
    String manifest = manifest(shop, "argo", HOUR);
    apply(shop, manifest).orThrow();
    Asked asked = new Asked(shop, "argo").activeBy(Cast.OLGA, Cast.OTTO);
    String token = Workload.text(asked.secret(), "token");
    String version = Stillness.of(() -> version(asked), Duration.ofSeconds(1));
    String digest = asked.offer(RequestPhase.Active).digest();
    for (int round = 0; round < ROUNDS; round++) {
      apply(shop, manifest).orThrow();
      gitops(shop, manifest, "diff").orThrow();
      gitops(shop, manifest, "apply", "--dry-run=server").orThrow();
    }
    assertThat(version(asked)).isEqualTo(version);
    for (String edit :
        List.of(
            manifest.replace("duration: \"1h\"", "duration: \"2h\""),
            manifest.replace("duration: \"1h\"", "duration: \"60m\""),
            manifest.replace("nightly report", "weekly report"))) {
      assertThat(edit).isNotEqualTo(manifest);
      Outcome refused = apply(shop, edit);
      assertThat(refused.succeeded()).isFalse();
      assertThat(refused.stderr()).contains("spec");
      assertThat(refused.stderr()).containsAnyOf("immutable", "cannot be changed", "another name");
    }
    assertThat(asked.status().phase()).isEqualTo(RequestPhase.Active);
    assertThat(asked.offer(RequestPhase.Active).digest()).isEqualTo(digest);
    assertThat(Workload.text(asked.secret(), "token")).isEqualTo(token);
    isDeletedInTheForeground(asked, token);
  }

  private static String version(Asked asked) {
    return asked.now().getMetadata().getResourceVersion();
  }

  /** By a finalizer that is the garbage collector's, not ours. */
  private static void isDeletedInTheForeground(Asked asked, String token) {
    String uid = asked.uid();
    try (Workload workload = Workload.bearing(LAB.lab(), token)) {
      LAB.lab()
          .kubectl(
              Cast.GITOPS,
              "-n",
              asked.shop().namespace(),
              "delete",
              "accessrequests.leasehold.dev/argo",
              "--cascade=foreground",
              "--timeout=30s")
          .orThrow();
      Prober.untilRefused(
          () -> workload.lists("configmaps", asked.shop().orders()), Duration.ofSeconds(10));
      Lab.await().atMost(SOON).until(() -> workload.gets("/api") == 401);
    }
    Lab.await().until(() -> asked.recorded(uid).phase() == RecordPhase.Ended);
    assertThat(Objects.requireNonNull(asked.recorded(uid).ending()).cause())
        .isEqualTo(EndingCause.RequestDeleted);
    asked.leftNothing(uid);
  }

  /** A sync that failed once is no dead end. */
  @ConcurrentTest
  void rightThatIsMissingIsNamedAndTheNextSyncMakesTheRequest() {
    Shop shop = Shop.offering(LAB.lab(), Entitled.reader());
    Person flux = new Person("path-flux", "path-flux");
    shop.apply(mayTouch("path-flux-touch", "leasehold-requester"));
    String manifest = manifest(shop, "flux", HOUR);
    Outcome refused = kubectl(flux, shop, manifest, "apply", AS_ARGO_CD);
    assertThat(refused.succeeded()).isFalse();
    assertThat(refused.stderr())
        .contains("request", "entitlements", shop.namespace() + ".reader", "path-flux");
    shop.apply(mayTouch("path-flux-request", "path-request"));
    Lab.await().until(() -> kubectl(flux, shop, manifest, "apply", AS_ARGO_CD).succeeded());
    new Asked(shop, "flux").activeBy(Cast.OLGA);
  }

  private static String mayTouch(String name, String role) {
    return """
    apiVersion: rbac.authorization.k8s.io/v1
    kind: ClusterRoleBinding
    metadata: {name: %s}
    roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: %s}
    subjects: [{kind: Group, apiGroup: rbac.authorization.k8s.io, name: path-flux}]
    """
        .formatted(name, role);
  }

  @ConcurrentTest
  void marksOfToolsDoNotTravelAndASetPrunesNothingOfOurs() {
    Shop shop = Shop.offering(LAB.lab(), Entitled.reader());
    String set =
        "apiVersion: v1\nkind: Secret\nmetadata: {name: of-the-set}\n---\n"
            + manifest(shop, "tracked", HOUR)
                .replace("metadata:\n", "metadata:\n" + TRACKED.replace("NS", shop.namespace()));
    applySet(shop, set).orThrow();
    Asked asked = new Asked(shop, "tracked").activeBy(Cast.OLGA, Cast.OTTO);
    assertThat(asked.now().getMetadata().getLabels())
        .containsKeys("argocd.argoproj.io/instance", "applyset.kubernetes.io/part-of");
    List<String> keys = new ArrayList<>();
    asked
        .made(asked.uid())
        .forEach(
            object ->
                Stream.of(object.getMetadata().getLabels(), object.getMetadata().getAnnotations())
                    .filter(Objects::nonNull)
                    .map(Map::keySet)
                    .forEach(keys::addAll));
    assertThat(keys)
        .isNotEmpty()
        .allMatch(
            key ->
                key.contains("leasehold.dev/")
                    || key.startsWith("kubernetes.io/service-account.")
                    || key.equals("app.kubernetes.io/managed-by"));
    Map<String, String> before = asked.versions();
    assertThat(applySet(shop, set).orThrow().stdout()).doesNotContain("pruned");
    assertThat(asked.versions()).containsAllEntriesOf(made(asked, before));
    try (Workload workload = asked.workload()) {
      assertThat(workload.lists("configmaps", shop.orders())).isEqualTo(200);
    }
    String less = set.substring(set.indexOf("apiVersion: \"leasehold"));
    assertThat(applySet(shop, less).orThrow().stdout()).contains("of-the-set pruned");
    assertThat(asked.secret()).isNotNull();
  }

  /** Those of what was made for it. */
  private static Map<String, String> made(Asked asked, Map<String, String> versions) {
    List<String> marked = asked.marked(asked.uid());
    assertThat(marked).hasSize(4);
    return versions.entrySet().stream()
        .filter(version -> marked.contains(version.getKey()))
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  private static Outcome applySet(Shop shop, String set) {
    return kubectl(
        People.ADMIN, shop, set, "apply", List.of("--prune", "--applyset=configmaps/apps"));
  }

  private static Outcome apply(Shop shop, String manifest) {
    return gitops(shop, manifest, "apply");
  }

  private static Outcome gitops(Shop shop, String manifest, String verb, String... options) {
    List<String> all = new ArrayList<>(AS_ARGO_CD);
    all.addAll(List.of(options));
    return kubectl(Cast.GITOPS, shop, manifest, verb, all);
  }

  private static Outcome kubectl(
      Person who, Shop shop, String manifest, String verb, List<String> options) {
    List<String> words = new ArrayList<>(List.of(verb, "-n", shop.namespace(), "--filename=-"));
    words.addAll(options);
    return LAB.lab().kubectlWithInput(who, manifest, words.toArray(String[]::new));
  }

  private static String manifest(Shop shop, String name, String fields) {
    return Serialization.asYaml(shop.request(Map.of(), name, "reader", fields))
        .replace("---\n", "");
  }
}
