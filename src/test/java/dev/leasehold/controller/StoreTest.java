package dev.leasehold.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leasehold.api.v1alpha1.AccessRecord;
import dev.leasehold.api.v1alpha1.AccessRecordStatus;
import dev.leasehold.api.v1alpha1.AccessRequest;
import dev.leasehold.api.v1alpha1.AccessRequestStatus;
import dev.leasehold.cluster.Caches;
import dev.leasehold.cluster.Store;
import dev.leasehold.grant.Unavailable;
import dev.leasehold.lifecycle.RequestStep;
import dev.leasehold.model.Asked;
import dev.leasehold.model.EndCause;
import dev.leasehold.model.Reason;
import dev.leasehold.model.ReasonCode;
import dev.leasehold.observe.EmptyView;
import dev.leasehold.observe.Keys;
import dev.leasehold.schedule.Locks;
import dev.leasehold.status.RecordStatusWriter;
import dev.leasehold.status.RecordWriter;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StoreTest {
  private static final Instant NOW = Instant.parse("2026-12-01T09:00:00Z");

  private final FakeApi api = new FakeApi();
  private final Caches caches = new Caches();
  private final Told told = new Told();
  private final Store store = new Store(api.client(), caches, told::happened);

  @AfterEach
  void stop() {
    api.close();
  }

  private AccessRecord there() {
    AccessRecord record = Written.granted("u1", "Active", "ServiceAccountToken");
    api.put(Written.RECORDS + "ar-u1", record);
    return api.get(Written.RECORDS + "ar-u1", AccessRecord.class);
  }

  private static AccessRecordStatus repaired(AccessRecord record) {
    return RecordStatusWriter.repaired(
        record, new Reason(ReasonCode.POLICY_REFUSES, "because"), NOW);
  }

  @Test
  void whatIsEqualIsNotWritten() {
    AccessRecord record = there();
    assertThat(store.write(record, java.util.Objects.requireNonNull(record.getStatus())))
        .isSameAs(record);
    assertThat(api.calls).isEmpty();
  }

  @Test
  void whatChangedIsWrittenOnceAndSeenBeforeTheCacheHasIt() {
    AccessRecord record = there();
    AccessRecord after = store.write(record, repaired(record));
    assertThat(api.calls).containsExactly("PUT " + Written.RECORDS + "ar-u1/status");
    assertThat(caches.record("ar-u1")).contains(after);
    assertThat(after.getSpec()).isEqualTo(record.getSpec());
  }

  @Test
  void whatSomebodyElseChangedMeanwhileIsNotOverwritten() {
    AccessRecord record = there();
    AccessRecord changed = there();
    changed.setStatus(repaired(changed));
    api.put(Written.RECORDS + "ar-u1", changed);
    api.calls.clear();
    assertThatThrownBy(() -> store.write(record, repaired(record)))
        .isInstanceOfSatisfying(
            Unavailable.class, e -> assertThat(e.reason().code()).hasToString("Overtaken"));
    assertThat(api.calls.stream().filter(call -> call.startsWith("PUT"))).hasSize(1);
    assertThat(caches.record("ar-u1")).isEmpty();
  }

  /** Else whoever may annotate an object could keep what is found out about it from being said. */
  @Test
  void whoOnlyAnnotatesKeepsNoStatusFromBeingWritten() {
    AccessRecord record = there();
    annotated(record);
    AccessRecord after = store.write(record, repaired(record));
    assertThat(after.getStatus()).isEqualTo(repaired(record));
    assertThat(after.getMetadata().getAnnotations()).containsEntry("example.com/busy", "yes");
    assertThat(caches.record("ar-u1")).contains(after);
    AccessRequest request = asked();
    asked();
    assertThat(store.write(request, status(request, "Pending")).getStatus())
        .isEqualTo(status(request, "Pending"));
  }

  @Test
  void whoAnnotatesFasterThanThatIsNotWrittenAfterForEver() {
    AccessRecord record = there();
    api.failing("PUT ", 409);
    assertThatThrownBy(() -> store.write(record, repaired(record))).isInstanceOf(Unavailable.class);
    assertThat(api.calls).hasSizeBetween(3, 20);
  }

  @Test
  void whatIsAnotherObjectByNowIsNotWritten() {
    AccessRecord record = there();
    AccessRecord another = there();
    another.getMetadata().setUid("another");
    api.put(Written.RECORDS + "ar-u1", another);
    assertThatThrownBy(() -> store.write(record, repaired(record))).isInstanceOf(Unavailable.class);
    api.remove(Written.RECORDS + "ar-u1");
    assertThatThrownBy(() -> store.write(record, repaired(record))).isInstanceOf(Unavailable.class);
  }

  private void annotated(AccessRecord record) {
    AccessRecord busy = api.get(Written.RECORDS + "ar-u1", AccessRecord.class);
    busy.getMetadata().setAnnotations(Map.of("example.com/busy", "yes"));
    api.put(Written.RECORDS + record.getMetadata().getName(), busy);
  }

  @Test
  void whatHistoryHasAnewIsToldOnceItIsWritten() {
    AccessRequest request = asked();
    AccessRequest pending = store.write(request, status(request, "Pending"));
    assertThat(told.heard).containsExactly("happened Pending");
    AccessRequest again = store.write(pending, status(pending, "Pending"));
    assertThat(told.heard).hasSize(1);
    assertThatThrownBy(() -> store.write(request, status(request, "Rejected")))
        .isInstanceOf(Unavailable.class);
    assertThat(told.heard).hasSize(1);
    store.write(again, status(again, "Pending", "Rejected"));
    assertThat(told.heard).containsExactly("happened Pending", "happened Rejected");
  }

  private AccessRequest asked() {
    api.put(Written.REQUESTS + "report", Written.request("u1"));
    return api.get(Written.REQUESTS + "report", AccessRequest.class);
  }

  private static AccessRequestStatus status(AccessRequest request, String... events) {
    String history =
        Stream.of(events)
            .map(event -> "{at: '%s', event: %s, actor: leasehold}".formatted(NOW, event))
            .collect(Collectors.joining(", "));
    return Serialization.unmarshal(
        "observedGeneration: %s\nhistory: [%s]"
            .formatted(request.getMetadata().getResourceVersion(), history),
        AccessRequestStatus.class);
  }

  @Test
  void whatIsThereAlreadyIsFoundNotReplaced() {
    AccessRecord there = there();
    assertThat(store.create(Written.granted("u1", "Activating", "RoleBinding")).getSpec())
        .isEqualTo(there.getSpec());
  }

  @Test
  void forgettingARecordTakesTheFinalizerOffAndItIsGone() {
    store.forget(there());
    assertThat(api.has(Written.RECORDS + "ar-u1")).isFalse();
  }

  @Test
  void forgettingARecordTakesNobodyElsesFinalizerOff() {
    AccessRecord record = Written.granted("u1", "Ended", "RoleBinding");
    record.getMetadata().setFinalizers(List.of("example.com/exported", Keys.ENDING_PROVED));
    api.put(Written.RECORDS + "ar-u1", record);
    store.forget(api.get(Written.RECORDS + "ar-u1", AccessRecord.class));
    assertThat(api.get(Written.RECORDS + "ar-u1", AccessRecord.class).getMetadata().getFinalizers())
        .containsExactly("example.com/exported");
    api.calls.clear();
    store.forget(api.get(Written.RECORDS + "ar-u1", AccessRecord.class));
    assertThat(api.calls).noneMatch(call -> call.startsWith("PUT"));
  }

  @Test
  void forgettingARecordThatIsGoneAlreadySucceeds() {
    store.forget(Written.granted("u1", "Ended", "RoleBinding"));
    AccessRecord deleted = there();
    deleted.getMetadata().setDeletionTimestamp("2026-12-01T08:00:00Z");
    api.put(Written.RECORDS + "ar-u1", Written.granted("u1", "Ended", "RoleBinding"));
    api.client().resource(deleted).delete();
    store.forget(deleted);
    assertThat(api.has(Written.RECORDS + "ar-u1")).isFalse();
    store.forget(deleted);
  }

  @Test
  void aRecordThatCouldNotBeForgottenIsNotCalledGone() {
    AccessRecord record = there();
    api.failing("PUT " + Written.RECORDS, 503);
    api.failing("PATCH " + Written.RECORDS, 503);
    assertThatThrownBy(() -> store.forget(record)).isInstanceOf(Unavailable.class);
  }

  @Test
  void aRefusalThatFindsTheRecordOfAGrantDoesNotCloseIt() {
    AccessRecord there = there();
    EndCause cause =
        EndCause.byRule(
            EndCause.Kind.REJECTED, new Reason(ReasonCode.POLICY_REFUSES, "because"), NOW);
    try (ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor()) {
      Activation activation =
          new Activation(
              api.client(),
              new EmptyView(),
              new dev.leasehold.observe.RequestObserver(
                  new dev.leasehold.observe.Bindable(java.util.Set.of(), java.util.Set.of()),
                  dev.leasehold.policy.TestRulebook.silent(),
                  text -> text),
              () -> new dev.leasehold.lifecycle.Guard.Live("f"),
              store,
              new Activation.Drafting(new RecordWriter(Map.of(), Keys.ENDING_PROVED), text -> text),
              new Entries(new Journal.None()),
              workers,
              new Rivalry(new EmptyView(), new Locks()),
              InstantSource.fixed(NOW));
      RequestStep.Close close =
          new RequestStep.Close(
              cause, new Reason(ReasonCode.POLICY_REFUSES, "because"), Optional.empty());
      dev.leasehold.model.Request asked = Asked.ordinary().request();
      dev.leasehold.model.Request same =
          new dev.leasehold.model.Request(
              new dev.leasehold.model.RequestRef("payments", "report", "u1"),
              asked.specDigest(),
              asked.entitlement(),
              asked.subject(),
              asked.extent(),
              asked.startAt(),
              asked.justification(),
              asked.ticket(),
              asked.emergency(),
              asked.channel(),
              asked.secretName(),
              asked.requestId(),
              asked.askers(),
              false,
              asked.createdAt());
      assertThatThrownBy(() -> activation.refuse(Written.request("u1"), same, close, NOW))
          .isInstanceOf(Unavailable.class);
    }
    assertThat(api.get(Written.RECORDS + "ar-u1", AccessRecord.class).getStatus())
        .isEqualTo(there.getStatus());
  }
}
