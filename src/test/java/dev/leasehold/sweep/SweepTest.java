package dev.leasehold.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.leasehold.api.v1alpha1.AccessRecord;
import dev.leasehold.api.v1alpha1.AccessRequest;
import dev.leasehold.api.v1alpha1.Window;
import dev.leasehold.controller.FakeApi;
import dev.leasehold.controller.Written;
import dev.leasehold.model.Freeze;
import dev.leasehold.model.Stamp;
import dev.leasehold.model.Subject;
import dev.leasehold.observe.Keys;
import dev.leasehold.observe.OffboardingReader;
import dev.leasehold.observe.Tombstones;
import dev.leasehold.status.OffboardingWriter;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SweepTest {
  private static final Instant START = Instant.parse("2026-12-01T08:00:00Z");
  private static final Instant END = Instant.parse("2026-12-01T12:00:00Z");
  private static final Duration PATIENCE = Duration.ofSeconds(1);
  private static final String ACCOUNTS = "/api/v1/namespaces/leasehold-grants/serviceaccounts/";

  private final FakeApi api = new FakeApi();
  private final List<String> looked = new CopyOnWriteArrayList<>();
  private final Set<String> hanging = new HashSet<>();
  private final Set<String> failing = new HashSet<>();
  private final Set<String> ended = new HashSet<>();
  private final Set<String> offboarded = new HashSet<>();
  private final List<String> removed = new ArrayList<>();
  private final CountDownLatch over = new CountDownLatch(1);
  private final List<Runnable> again = new ArrayList<>();
  private final Map<Sweep.Finding, Integer> found = new EnumMap<>(Sweep.Finding.class);
  private long progress;

  @AfterEach
  void stop() {
    over.countDown();
    api.close();
  }

  private void sweep(Instant now) {
    try (Sweep sweep =
        new Sweep(
            api.client(),
            "leasehold-grants",
            this::look,
            new Buried(),
            new Heard(),
            InstantSource.fixed(now),
            PATIENCE)) {
      sweep.sweep();
      again.forEach(
          then -> {
            then.run();
            sweep.sweep();
          });
      progress = sweep.progress();
    }
  }

  /** What the log says. */
  private final class Buried implements Tombstones {
    @Override
    public boolean ended(String requestUid) {
      return ended.contains(requestUid);
    }

    @Override
    public Optional<Freeze> offboarded(Subject identity) {
      return offboarded.contains(identity.serviceAccount())
          ? Optional.of(new Freeze(identity, "olga", "left", Optional.of(START)))
          : Optional.empty();
    }
  }

  private final class Heard implements Sweep.Findings {
    @Override
    public void found(Sweep.Finding what, int times) {
      found.merge(what, times, Integer::sum);
    }

    @Override
    public void removed(Removed what, int more) {
      removed.add(
          "%s %s/%s %s of %s, %d more"
              .formatted(
                  what.kind(), what.namespace(), what.name(), what.uid(), what.request(), more));
    }
  }

  private boolean look(AccessRecord record) {
    String uid = record.getSpec().request().uid();
    looked.add(uid);
    if (hanging.contains(uid)) {
      hold(over);
    }
    return !failing.contains(uid);
  }

  private static void hold(CountDownLatch latch) {
    try {
      boolean _ = latch.await(30, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Nothing in the cluster says so. */
  @Test
  void whatIsKnownToHaveEndedIsLookedAtAsLongAsItIsThere() {
    record("a", "Active", "Role");
    record("b", "Active", "Role");
    request("a");
    request("b");
    ended.add("a");
    again.add(() -> {});
    sweep(START);
    assertThat(looked).containsExactly("a", "a");
  }

  private void record(String uid, String phase, String kind) {
    AccessRecord record = Written.granted(uid, phase, kind);
    api.put(Written.RECORDS + record.getMetadata().getName(), record);
  }

  private void request(String uid) {
    api.put(Written.REQUESTS + "report-" + uid, Written.request(uid));
  }

  private String account(String uid) {
    String path = ACCOUNTS + "ar-" + uid + "-shop";
    api.put(
        path,
        new ServiceAccountBuilder()
            .withNewMetadata()
            .withName("ar-" + uid + "-shop")
            .withNamespace("leasehold-grants")
            .withUid("account-" + uid)
            .addToLabels(Keys.REQUEST_UID, uid)
            .endMetadata()
            .build());
    return path;
  }

  @Test
  void whatIsInItsWindowAndAskedForIsLeftAlone() {
    record("u1", "Active", "ServiceAccountToken");
    request("u1");
    String account = account("u1");
    sweep(END.minusMillis(1));
    assertThat(looked).isEmpty();
    assertThat(api.has(account)).isTrue();
  }

  @Test
  void whatIsOverdueOrWhoseRequestIsGoneIsLookedAtUnlessItIsClosed() {
    record("u1", "Active", "ServiceAccountToken");
    request("u1");
    record("u2", "Ended", "ServiceAccountToken");
    sweep(END);
    assertThat(looked).containsExactly("u1");
    assertThat(found).containsEntry(Sweep.Finding.DUE, 1).containsEntry(Sweep.Finding.CHANGED, 0);
    record("u3", "Active", "ServiceAccountToken");
    sweep(START);
    assertThat(looked).containsExactly("u1", "u3");
  }

  @Test
  void whatASubjectHasThatWasOffboardedIsLookedAt() {
    record("u1", "Active", "ServiceAccountToken");
    request("u1");
    Subject subject =
        OffboardingReader.identity(Written.granted("u1", "Active", "ServiceAccountToken"));
    Stamp said = new Stamp(Stamp.Act.OFFBOARDING, 1, "uid", "none", Set.of(), "olga", "left");
    AccessRecord frozen = OffboardingWriter.record(subject, said, Keys.ENDING_PROVED);
    api.put(Written.RECORDS + frozen.getMetadata().getName(), frozen);
    sweep(START);
    assertThat(looked).containsExactly("u1");
  }

  @Test
  void aRecordOfALaterVersionDoesNotKeepOthersFromEnding() {
    record("u1", "Active", "Vault");
    record("u2", "Active", "ServiceAccountToken");
    sweep(END);
    assertThat(looked).containsExactlyInAnyOrder("u1", "u2");
  }

  private void stamped(String uid, String key, String value) {
    AccessRequest request = Written.request(uid);
    request.getMetadata().setAnnotations(Map.of(key, value));
    api.put(Written.REQUESTS + "report-" + uid, request);
  }

  @Test
  void whatPeopleSaidIsHeardWithoutAnyEvent() {
    List.of("u1", "u2", "u3", "u4", "u5").forEach(u -> record(u, "Active", "RoleBinding"));
    stamped("u1", "revocation.leasehold.dev/1", "u1 none - sven");
    stamped("u2", "denial.leasehold.dev/3", "u2 none owner olga");
    stamped("u3", "review.leasehold.dev/1", "u3 " + "d".repeat(64) + " - rosa");
    stamped("u4", "revocation.leasehold.dev/1", "u1 none - sven");
    AccessRequest revoked = Written.request("u5");
    revoked
        .getMetadata()
        .setAnnotations(
            Map.of(
                "review.leasehold.dev/1",
                "u5 " + "d".repeat(64) + " - rosa",
                "reason.leasehold.dev/review-1",
                "revoke"));
    api.put(Written.REQUESTS + "report-u5", revoked);
    sweep(START);
    assertThat(looked).containsExactlyInAnyOrder("u1", "u2", "u5");
  }

  @Test
  void aRequestThatIsBeingDeletedIsGone() {
    record("u1", "Active", "RoleBinding");
    api.put(Written.REQUESTS + "report-u1", Written.terminating("u1"));
    sweep(START);
    assertThat(looked).containsExactly("u1");
  }

  @Test
  void whatNobodyReviewedInTimeIsLookedAtAndSoIsARecordThatSomebodyDeleted() {
    AccessRecord unreviewed = Written.granted("u1", "Active", "RoleBinding");
    api.put(Written.RECORDS + "ar-u1", Written.reviewed(unreviewed, "2026-12-01T07:59:59Z"));
    request("u1");
    AccessRecord deleted = Written.granted("u2", "Active", "RoleBinding");
    deleted.getMetadata().setDeletionTimestamp("2026-12-01T08:00:00Z");
    api.put(Written.RECORDS + "ar-u2", deleted);
    request("u2");
    sweep(START);
    assertThat(looked).containsExactlyInAnyOrder("u1", "u2");
  }

  @Test
  void aBindingThatWasChangedSinceTheLastRoundIsLookedAt() {
    record("u1", "Active", "RoleBinding");
    request("u1");
    String path = "/apis/rbac.authorization.k8s.io/v1/namespaces/shop/rolebindings/ar-u1-shop-0";
    RoleBinding binding = binding();
    api.put(path, binding);
    again.add(() -> assertThat(looked).isEmpty());
    again.add(() -> api.put(path, binding));
    sweep(START);
    assertThat(looked).containsExactly("u1");
  }

  /** The change is seen in one round alone, and its events may be lost. */
  @Test
  void aChangedBindingThatIsWorkedOnIsLookedAtInTheNextRound() {
    changedIn(() -> failing.add("u1"), failing::clear);
    assertThat(looked).containsExactly("u1", "u1");
  }

  @Test
  void aChangedBindingWhoseRecordCannotBeReadIsLookedAtInTheNextRound() {
    changedIn(() -> api.failing("GET " + Written.RECORDS + "ar-u1", 503), api::mended);
    assertThat(looked).containsExactly("u1");
  }

  private void changedIn(Runnable second, Runnable third) {
    record("u1", "Active", "RoleBinding");
    request("u1");
    String path = "/apis/rbac.authorization.k8s.io/v1/namespaces/shop/rolebindings/ar-u1-shop-0";
    RoleBinding binding = binding();
    api.put(path, binding);
    again.add(() -> api.put(path, binding));
    again.add(third);
    second.run();
    sweep(START);
  }

  private static RoleBinding binding() {
    return new RoleBindingBuilder()
        .withNewMetadata()
        .withName("ar-u1-shop-0")
        .withNamespace("shop")
        .withUid("b1")
        .addToLabels(Keys.REQUEST_UID, "u1")
        .endMetadata()
        .withNewRoleRef("rbac.authorization.k8s.io", "Role", "orders-reader")
        .addNewSubject("", "ServiceAccount", "nightly", "payments")
        .build();
  }

  @Test
  void oneThatCannotBeReadStopsNoOtherAndOwnsWhatIsIts() {
    AccessRecord bad = Written.granted("u1", "Active", "ServiceAccountToken");
    Window never = new Window("2026-12-01T08:00:00Z", "2026-02-30T08:00:00Z");
    bad.setSpec(bad.getSpec().prolonged(List.of(), never));
    api.put(Written.RECORDS + "ar-u1", bad);
    String account = account("u1");
    record("u2", "Active", "ServiceAccountToken");
    sweep(END);
    assertThat(looked).containsExactly("u2");
    assertThat(api.has(account)).isTrue();
  }

  @Test
  void oneThatHangsOrIsWorkedOnKeepsNoOtherFromBeingLookedAt() {
    for (int i = 1; i <= 7; i++) {
      record("u" + i, "Active", "ServiceAccountToken");
      hanging.add("u" + i);
    }
    record("u8", "Active", "ServiceAccountToken");
    failing.add("u8");
    record("u9", "Active", "ServiceAccountToken");
    again.add(() -> {});
    sweep(END);
    assertThat(looked).contains("u8", "u9").filteredOn(hanging::contains).hasSize(7);
  }

  @Test
  void whereEveryPlaceHangsThereIsNoProgress() {
    for (int i = 1; i <= 9; i++) {
      record("u" + i, "Active", "ServiceAccountToken");
      hanging.add("u" + i);
    }
    long pages = 5;
    sweep(END);
    assertThat(progress).isEqualTo(pages);
  }

  @Test
  void listsAreReadPageByPageAndAnewWhereTheirRestHasExpired() {
    for (int i = 1; i <= 7; i++) {
      record("u" + i, "Active", "ServiceAccountToken");
    }
    api.pages(2, 2);
    sweep(END);
    assertThat(looked).containsExactlyInAnyOrder("u1", "u2", "u3", "u4", "u5", "u6", "u7");
    assertThat(api.queries)
        .filteredOn(query -> query.contains("limit="))
        .allMatch(query -> query.matches(".*limit=(16|64|100|500)[& ].*"));
    assertThat(api.queries).anyMatch(query -> query.contains("as=PartialObjectMetadataList"));
  }

  @Test
  void whatIsOverdueForLongestIsLookedAtFirst() {
    List<String> ends = List.of("10:00", "09:00", "11:00", "08:30");
    for (int i = 0; i < ends.size(); i++) {
      AccessRecord record = Written.granted("u" + i, "Active", "ServiceAccountToken");
      String end = "2026-12-01T" + ends.get(i) + ":00Z";
      record.setSpec(
          record.getSpec().prolonged(List.of(), new Window("2026-12-01T08:00:00Z", end)));
      api.put(Written.RECORDS + "ar-u" + i, record);
    }
    for (int i = 0; i < 7; i++) {
      record("hangs" + i, "Active", "ServiceAccountToken");
      AccessRecord record = Written.granted("hangs" + i, "Active", "ServiceAccountToken");
      Window first = new Window("2026-12-01T08:00:00Z", "2026-12-01T08:00:01Z");
      record.setSpec(record.getSpec().prolonged(List.of(), first));
      api.put(Written.RECORDS + "ar-hangs" + i, record);
      hanging.add("hangs" + i);
    }
    sweep(END);
    assertThat(looked)
        .filteredOn(uid -> !uid.startsWith("hangs"))
        .containsExactly("u3", "u1", "u0", "u2");
  }

  /** Whoever holds an account that was deleted does not keep its tokens alive. */
  @Test
  void anObjectThatIsBeingDeletedIsMissed() {
    AccessRecord record =
        Serialization.unmarshal(
            Serialization.asYaml(Written.granted("u1", "Active", "ServiceAccountToken"))
                .replace("status:\n", "status:\n" + HOLDINGS),
            AccessRecord.class);
    api.put(Written.RECORDS + "ar-u1", record);
    request("u1");
    String path = account("u1");
    sweep(START);
    assertThat(looked).isEmpty();
    ServiceAccount held = api.get(path, ServiceAccount.class);
    held.getMetadata().setDeletionTimestamp("2026-12-01T08:30:00Z");
    api.put(path, held);
    sweep(START);
    assertThat(looked).containsExactly("u1");
  }

  private static final String HOLDINGS =
      """
        targets:
        - name: shop
          state: Active
          objects:
          - {apiVersion: v1, kind: ServiceAccount, namespace: leasehold-grants, name: ar-u1-shop, uid: account-u1}
      """;

  /** The account that the records name. */
  private void subject(@Nullable String deletedAt) {
    api.put(
        "/api/v1/namespaces/payments/serviceaccounts/nightly",
        new ServiceAccountBuilder()
            .withNewMetadata()
            .withName("nightly")
            .withNamespace("payments")
            .withUid("s")
            .withDeletionTimestamp(deletedAt)
            .endMetadata()
            .build());
  }

  @Test
  void aSubjectThatIsBeingDeletedIsNoticedToo() {
    record("u1", "Active", "RoleBinding");
    request("u1");
    subject("2026-12-01T08:30:00Z");
    Runnable nothing = () -> assertThat(looked).isEmpty();
    again.addAll(List.of(nothing, nothing, nothing));
    sweep(START);
    assertThat(looked).containsExactly("u1");
  }

  @Test
  void aSubjectThatIsGoneIsNoticedOnceAMinute() {
    record("u1", "Active", "RoleBinding");
    request("u1");
    Runnable nothing = () -> assertThat(looked).isEmpty();
    again.addAll(List.of(nothing, nothing, nothing));
    sweep(START);
    assertThat(looked).containsExactly("u1");
  }

  @Test
  void aRoleThatWasChangedIsNoticedOnceAMinute() {
    AccessRecord record = Written.binding(Written.granted("u1", "Active", "RoleBinding"));
    api.put(Written.RECORDS + "ar-u1", record);
    request("u1");
    subject(null);
    String path = "/apis/rbac.authorization.k8s.io/v1/namespaces/shop/roles/orders-reader";
    Role role =
        new RoleBuilder()
            .withNewMetadata()
            .withName("orders-reader")
            .withNamespace("shop")
            .endMetadata()
            .build();
    api.put(path, role);
    Runnable nothing = () -> assertThat(looked).isEmpty();
    again.addAll(List.of(nothing, nothing, nothing, () -> api.put(path, role)));
    again.addAll(List.of(nothing, nothing, nothing));
    sweep(START);
    assertThat(looked).containsExactly("u1");
  }

  /** It was missing when roles were last listed, so there is nothing to compare it with. */
  @Test
  void aRoleThatTookTheNameOfABoundOneIsNoticedThoughItWasMissingMeanwhile() {
    AccessRecord record = Written.binding(Written.granted("u1", "Active", "RoleBinding"));
    ObjectNode bound = Serialization.unmarshal(Serialization.asJson(record), ObjectNode.class);
    ((ObjectNode) bound.at("/spec/targets/0/bindings/0")).put("roleUID", "as-offered");
    api.put(Written.RECORDS + "ar-u1", bound);
    request("u1");
    subject(null);
    String path = "/apis/rbac.authorization.k8s.io/v1/namespaces/shop/roles/orders-reader";
    Role another =
        new RoleBuilder()
            .withNewMetadata()
            .withName("orders-reader")
            .withNamespace("shop")
            .withUid("another")
            .endMetadata()
            .build();
    Runnable nothing = () -> assertThat(looked).isEmpty();
    again.addAll(List.of(nothing, nothing, nothing, () -> api.put(path, another)));
    again.addAll(List.of(nothing, nothing, nothing));
    sweep(START);
    assertThat(looked).containsExactly("u1");
  }

  /** Whatever has its name now was not listed. */
  @Test
  void anOrphanIsDeletedByItsUid() {
    String path = account("u1");
    api.whenListed(
        "/secrets",
        () ->
            api.put(
                path,
                new ServiceAccountBuilder()
                    .withNewMetadata()
                    .withName("ar-u1-shop")
                    .withNamespace("leasehold-grants")
                    .withUid("somebody else's")
                    .endMetadata()
                    .build()));
    sweep(START);
    assertThat(api.has(path)).isTrue();
  }

  @Test
  void whatBelongsToNoLiveRecordIsDeletedAndOneThatCannotBeKeepsNoOther() {
    record("u1", "Ended", "ServiceAccountToken");
    String first = account("u1");
    String second = account("u2");
    api.failing("DELETE " + first, 403);
    sweep(START);
    assertThat(api.has(first)).isTrue();
    assertThat(api.has(second)).isFalse();
    assertThat(found).containsEntry(Sweep.Finding.ORPHAN, 1);
    assertThat(removed).singleElement().asString().contains(" of u2, 0 more");
  }

  @Test
  void ofAFloodOfOrphansNoMoreIsToldThanThereIsRoomForAndHowManyOthersThereWere() {
    int many = Remains.MOST + 7;
    for (int i = 0; i < many; i++) {
      String _ = account("u" + i);
    }
    sweep(START);
    assertThat(found).containsEntry(Sweep.Finding.ORPHAN, many);
    assertThat(removed).hasSize(Remains.MOST);
    assertThat(removed.subList(0, Remains.MOST - 1)).allMatch(text -> text.endsWith(", 0 more"));
    assertThat(removed.getLast()).endsWith(", 7 more");
  }

  @Test
  void whatIsGrantedToWhoTheLogSaysIsOffboardedIsLookedAt() {
    record("a", "Active", "Role");
    request("a");
    sweep(START);
    assertThat(looked).isEmpty();
    offboarded.add("nightly");
    sweep(START);
    assertThat(looked).containsExactly("a");
  }

  /** One of ours, which a finalizer of somebody else's holds. */
  private static RoleBindingBuilder heldBinding() {
    return new RoleBindingBuilder()
        .withNewMetadata()
        .withName("ar-u1-shop-0")
        .withNamespace("shop")
        .withUid("b1")
        .addToLabels(Keys.REQUEST_UID, "u1")
        .withFinalizers("example.com/mine")
        .endMetadata()
        .withNewRoleRef("rbac.authorization.k8s.io", "Role", "orders-reader")
        .addNewSubject("", "ServiceAccount", "ar-u1-shop", "leasehold-grants");
  }

  @Test
  void anOrphanedBindingThatAFinalizerHoldsIsEmptied() {
    String binding = "/apis/rbac.authorization.k8s.io/v1/namespaces/shop/rolebindings/ar-u1-shop-0";
    api.put(binding, heldBinding().build());
    sweep(START);
    RoleBinding held = api.get(binding, RoleBinding.class);
    assertThat(held.getMetadata().getDeletionTimestamp()).isNotNull();
    assertThat(held.getMetadata().getFinalizers()).containsExactly("example.com/mine");
    assertThat(held.getSubjects()).isEmpty();
    api.calls.clear();
    sweep(START);
    assertThat(api.calls).noneMatch(call -> call.startsWith("PATCH"));
    assertThat(removed)
        .as("once, though it is deleted in each round")
        .containsExactly("RoleBinding shop/ar-u1-shop-0 b1 of u1, 0 more");
  }

  @Test
  void anOrphanThatSomebodyElseDeletesAndAFinalizerHoldsIsToldOfOnceItIsEmptied() {
    String binding = "/apis/rbac.authorization.k8s.io/v1/namespaces/shop/rolebindings/ar-u1-shop-0";
    api.put(
        binding,
        heldBinding()
            .editMetadata()
            .withDeletionTimestamp("2026-12-01T07:59:00Z")
            .endMetadata()
            .build());
    again.add(() -> {});
    sweep(START);
    assertThat(removed).hasSize(1);
  }

  @Test
  void whatCannotBeListedKeepsNothingFromEndingInTime() {
    record("u1", "Active", "ServiceAccountToken");
    record("u2", "Active", "ServiceAccountToken");
    api.failing("rolebindings", 503);
    api.failing("accessrequests", 503);
    sweep(END);
    assertThat(looked).containsExactlyInAnyOrder("u1", "u2");
  }

  @Test
  void requestsThatCannotBeListedAreNotGone() {
    record("u1", "Active", "ServiceAccountToken");
    api.failing("accessrequests", 503);
    sweep(START);
    assertThat(looked).isEmpty();
  }

  @Test
  void recordsThatCannotBeListedMakeNothingAnOrphan() {
    String account = account("u1");
    api.failing("accessrecords", 503);
    sweep(END);
    assertThat(api.has(account)).isTrue();
  }
}
