package dev.leasehold.ending;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.api.v1alpha1.AccessRecord;
import dev.leasehold.api.v1alpha1.Credential;
import dev.leasehold.api.v1alpha1.EndingCause;
import dev.leasehold.api.v1alpha1.RecordPhase;
import dev.leasehold.api.v1alpha1.RequestPhase;
import dev.leasehold.lab.InItsOwnLab;
import dev.leasehold.lab.Lab;
import dev.leasehold.lab.Operator;
import dev.leasehold.lab.People;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/**
 * Grants that are live while their chart is upgraded, rolled back or removed; as its README says.
 */
@InItsOwnLab
final class ReleaseIT {
  /** An unbound token's longest life after its anchor went with the namespace of grants. */
  private static final Duration TOKEN_GONE = Duration.ofSeconds(75);

  private static final String EVERYTHING_OF_OURS = "rolebindings,serviceaccounts,secrets";

  @Test
  void grantsOutliveUpgradesAndRollbacksUntouched() {
    try (Release release = Release.installed()) {
      Scene scene;
      Asked live;
      Asked given;
      Asked refused;
      Credential before;
      try (Operator _ = release.deployed()) {
        scene = scene(release);
        given = scene.asks("given", "1h").approved().active();
        refused = scene.asks("refused", "100h").awaits(RequestPhase.Rejected);
        given.as(Scene.ASKER).delete();
        refused.as(Scene.ASKER).delete();
        keeps(given, Duration.ofDays(90));
        keeps(refused, Duration.ofDays(7));
        live = scene.active("1h");
        before = credential(live);
      }
      release.upgrade("replicas=2,logLevel=DEBUG,retention=24h,bindable.clusterRoles={view}");
      try (Operator _ = release.deployed()) {
        goesOn(scene, live, before, "after-upgrade");
        keeps(given, Duration.ofHours(24));
        keeps(refused, Duration.ofHours(24));
      }
      release.rollback();
      try (Operator _ = release.deployed()) {
        goesOn(scene, live, before, "after-rollback");
        live.revoked();
        live.ended(EndingCause.Withdrawn);
      }
    }
  }

  /** Its record will be let go so long after its request was seen to be gone. */
  private static void keeps(Asked asked, Duration kept) {
    Lab.await()
        .untilAsserted(
            () -> {
              assertThat(asked.recorded().keptSince()).as(asked::told).isNotNull();
              String since = Objects.requireNonNull(asked.recorded().keptSince());
              String until = Objects.requireNonNull(asked.recorded().retainUntil());
              assertThat(Duration.between(Instant.parse(since), Instant.parse(until)))
                  .isEqualTo(kept);
            });
  }

  /** What is live stays as it is, and what is new works. */
  private static void goesOn(Scene scene, Asked live, Credential before, String next) {
    Asked later = scene.asks(next, "1h").approved().active();
    later.revoked();
    later.ended(EndingCause.Withdrawn);
    assertThat(credential(live)).isEqualTo(before);
    assertThat(live.recordedCondition("ExternallyModified")).isEmpty();
    try (Bearer token = live.bearer("shop.token");
        Bearer own = own(scene)) {
      assertThat(token.reads()).isEqualTo(200);
      assertThat(own.reads()).isEqualTo(200);
    }
  }

  @Test
  void deletingEveryCatalogEndsEveryGrantAndRecordsOutliveTheChart() {
    try (Release release = Release.installed();
        Operator _ = release.deployed()) {
      Scene scene = scene(release);
      Asked live = scene.active("1h");
      Lab lab = release.lab();
      lab.kubectl(People.ADMIN, "delete", "entitlementcatalogs", "--all").orThrow();
      Lab.await().until(() -> ours(lab).isEmpty());
      live.ended(EndingCause.EntitlementRetired);
      release.uninstall();
      assertThat(live.recorded().phase()).isEqualTo(RecordPhase.Ended);
    }
  }

  @Test
  void whatWasLiveWhenTheChartWasRemovedIsEndedOnceItIsBack() {
    try (Release release = Release.installed()) {
      Scene scene;
      Asked due;
      Asked deleted;
      try (Operator _ = release.deployed()) {
        scene = scene(release);
        due = scene.asks("due", "30s").approved().active();
        deleted = scene.asks("deleted", "1h").approved().active();
      }
      try (Bearer token = deleted.bearer("shop.token");
          Bearer own = own(scene)) {
        release.uninstall();
        Lab.await().atMost(TOKEN_GONE).until(() -> token.reads() == 401);
        assertThat(own.reads()).as("the README warns of it").isEqualTo(200);
        deleted.as(People.ADMIN).delete();
        assertThat(open(due)).isTrue();
        assertThat(open(deleted)).isTrue();
        release.install();
        Lab.await().until(() -> due.end().isBefore(Instant.now()));
        try (Operator _ = release.deployed()) {
          due.ended(EndingCause.Expired);
          deleted.ended(EndingCause.RequestDeleted);
          Lab.await().until(() -> own.reads() == 403);
        }
      }
    }
  }

  private static Scene scene(Release release) {
    Scene scene = Scene.set(release.lab(), Terms.approved());
    scene.apply(Terms.catalog(scene.name(), both(scene.shop())));
    return scene;
  }

  /** A token of the grant's own, and a role for the subject's own account. */
  private static String both(String shop) {
    return """
    {name: reader, title: Orders, state: Requestable, sensitivity: Low, maxDuration: 8h,
      targets: [
        {name: shop, serviceAccountToken: {credentialTTL: 10m,
          bindings: [{roleRef: {kind: Role, name: orders-reader}, namespaces: [%1$s]}]}},
        {name: own, roleBinding: {
          bindings: [{roleRef: {kind: Role, name: orders-reader}, namespaces: [%1$s]}]}}],
      approval: {mode: Required, rules: [{role: owner, count: 1}]}, evidence: Minimal}
    """
        .formatted(shop);
  }

  private static String ours(Lab lab) {
    return lab.kubectl(
            People.ADMIN,
            "get",
            EVERYTHING_OF_OURS,
            "--all-namespaces",
            "--output=name",
            "--selector=leasehold.dev/request-uid")
        .orThrow()
        .stdout();
  }

  private static Bearer own(Scene scene) {
    String kubeconfig = scene.lab().serviceAccountKubeconfig(scene.name(), "worker");
    return new Bearer(scene.lab().clientOf(kubeconfig), scene.shop());
  }

  private static boolean open(Asked asked) {
    AccessRecord record = asked.record().orElseThrow();
    return asked.recorded().phase() == RecordPhase.Active
        && !record.getMetadata().getFinalizers().isEmpty();
  }

  private static Credential credential(Asked asked) {
    return Objects.requireNonNull(asked.recorded().targets().getFirst().credential());
  }
}
