package dev.leasehold.controller;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.api.v1alpha1.AccessRecord;
import dev.leasehold.model.Stamp;
import dev.leasehold.model.Subject;
import dev.leasehold.observe.Bindable;
import dev.leasehold.observe.Keys;
import dev.leasehold.observe.OffboardingReader;
import dev.leasehold.status.OffboardingWriter;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SweepTest {
  private static final Instant START = Instant.parse("2026-12-01T08:00:00Z");
  private static final Instant END = Instant.parse("2026-12-01T12:00:00Z");
  private static final String ACCOUNTS = "/api/v1/namespaces/leasehold-grants/serviceaccounts/";

  private final FakeApi api = new FakeApi();
  private final List<String> looked = new ArrayList<>();

  @AfterEach
  void stop() {
    api.close();
  }

  private void sweep(Instant now) {
    Settings settings =
        new Settings(
            "leasehold-system",
            "leasehold-grants",
            Duration.ofDays(90),
            new Bindable(Set.of(), Set.of()),
            List.of());
    try (Sweep sweep =
        new Sweep(
            api.client(),
            settings,
            record -> looked.add(record.getSpec().request().uid()),
            InstantSource.fixed(now))) {
      sweep.sweep();
    }
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

  @Test
  void whatBelongsToNoLiveRecordIsDeletedAndOneThatCannotBeKeepsNoOther() {
    record("u1", "Ended", "ServiceAccountToken");
    String first = account("u1");
    String second = account("u2");
    api.failing("DELETE " + first, 403);
    sweep(START);
    assertThat(api.has(first)).isTrue();
    assertThat(api.has(second)).isFalse();
  }

  @Test
  void anOrphanedBindingThatAFinalizerHoldsIsEmptied() {
    String binding = "/apis/rbac.authorization.k8s.io/v1/namespaces/shop/rolebindings/ar-u1-shop-0";
    api.put(
        binding,
        new RoleBindingBuilder()
            .withNewMetadata()
            .withName("ar-u1-shop-0")
            .withNamespace("shop")
            .withUid("b1")
            .addToLabels(Keys.REQUEST_UID, "u1")
            .withFinalizers("example.com/mine")
            .endMetadata()
            .withNewRoleRef("rbac.authorization.k8s.io", "Role", "orders-reader")
            .addNewSubject("", "ServiceAccount", "ar-u1-shop", "leasehold-grants")
            .build());
    sweep(START);
    RoleBinding held = api.get(binding, RoleBinding.class);
    assertThat(held.getMetadata().getDeletionTimestamp()).isNotNull();
    assertThat(held.getMetadata().getFinalizers()).containsExactly("example.com/mine");
    assertThat(held.getSubjects()).isEmpty();
    api.calls.clear();
    sweep(START);
    assertThat(api.calls).noneMatch(call -> call.startsWith("PATCH"));
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
