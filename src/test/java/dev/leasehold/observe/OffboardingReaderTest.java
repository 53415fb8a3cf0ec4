package dev.leasehold.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.api.v1alpha1.AccessRecord;
import dev.leasehold.api.v1alpha1.AccessRequest;
import dev.leasehold.lifecycle.Guard;
import dev.leasehold.lifecycle.OffboardingObservation;
import dev.leasehold.lifecycle.OffboardingStep;
import dev.leasehold.lifecycle.Presence;
import dev.leasehold.model.Freeze;
import dev.leasehold.model.Stamp;
import dev.leasehold.model.Subject;
import dev.leasehold.status.OffboardingWriter;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which stamps freeze an identity, and which were heeded before. */
class OffboardingReaderTest {
  private static final Subject BOT = new Subject("payments", "bot");
  private static final Instant NOW = Instant.parse("2026-12-01T08:00:00Z");
  private static final String OLD = "11111111-1111-4111-8111-111111111111";
  private static final String NEW = "22222222-2222-4222-8222-222222222222";
  private static final String RECORD = "99999999-9999-4999-8999-999999999999";

  @Test
  void anAccountThatSaysSoFreezesAlsoBeforeItIsOnRecord() {
    assertThat(freeze(account(OLD, OLD, 1), Optional.empty()))
        .hasValueSatisfying(
            f -> assertThat(f).isEqualTo(new Freeze(BOT, "olga", "left", Optional.empty())));
  }

  @Test
  void aStampOfAnotherAccountSaysNothing() {
    assertThat(freeze(account(NEW, OLD, 1), Optional.empty())).isEmpty();
    assertThat(freeze(account(NEW, OLD, 0), Optional.empty())).isEmpty();
  }

  @Test
  void whatIsOnRecordFreezesWhateverBecomesOfTheAccount() {
    Optional<AccessRecord> frozen = Optional.of(frozen(OLD, 1));
    for (Optional<ServiceAccount> account :
        java.util.List.of(
            Optional.<ServiceAccount>empty(),
            Optional.of(account(OLD, OLD, 0)),
            Optional.of(account(NEW, NEW, 0)))) {
      assertThat(OffboardingReader.freeze(BOT, view(account, frozen)))
          .hasValueSatisfying(f -> assertThat(f.since()).contains(NOW));
    }
  }

  @Test
  void whoWasShutOutAsksForNobodyElseEither() {
    ClusterView view = view(Optional.empty(), Optional.of(frozen(OLD, 1)));
    assertThat(OffboardingReader.freeze(asked("alice", "alice"), view)).isEmpty();
    assertThat(OffboardingReader.freeze(asked("alice", BOT.userName()), view)).isPresent();
    assertThat(OffboardingReader.freeze(asked(BOT.userName(), "argocd"), view)).isPresent();
    assertThat(RequestReader.isAskedBy(BOT, asked("alice", BOT.userName()))).isTrue();
    assertThat(RequestReader.isAskedBy(BOT, asked(BOT.userName(), "argocd"))).isTrue();
    String shouted = BOT.userName().toUpperCase(Locale.ROOT);
    assertThat(RequestReader.isAskedBy(BOT, asked(shouted, "argocd"))).isTrue();
    assertThat(RequestReader.isAskedBy(BOT, asked("alice", "bot"))).isFalse();
    String elsewhere = new Subject("stock", "bot").userName();
    assertThat(OffboardingReader.freeze(asked(elsewhere, elsewhere), view)).isEmpty();
  }

  private static AccessRequest asked(String requester, String applier) {
    return Serialization.unmarshal(
        """
        metadata:
          name: nightly
          namespace: payments
          annotations: {leasehold.dev/requested-by: "%s", leasehold.dev/applied-by: "%s"}
        spec:
          entitlement: {catalog: payments, name: orders-reader}
          subject: {serviceAccountName: nightly-report}
          duration: 1h
        """
            .formatted(requester, applier),
        AccessRequest.class);
  }

  @Test
  void aRecordThatWasNotWrittenToItsEndFreezesToo() {
    AccessRecord intent = intent(OLD, 1);
    assertThat(OffboardingReader.freeze(BOT, view(Optional.empty(), Optional.of(intent))))
        .hasValueSatisfying(
            f -> {
              assertThat(f.by()).isEqualTo("olga");
              assertThat(f.reason()).isEqualTo("left");
              assertThat(f.since()).isPresent();
            });
  }

  @Test
  void afterwardsOnlyAnotherStampFreezesAgain() {
    Optional<AccessRecord> lifted = Optional.of(reinstated(OLD, 1));
    assertThat(freeze(account(OLD, OLD, 1), lifted)).isEmpty();
    assertThat(freeze(account(OLD, OLD, 2), lifted)).isPresent();
    assertThat(freeze(account(NEW, NEW, 0), lifted)).isEmpty();
    assertThat(freeze(account(NEW, NEW, 1), lifted)).isPresent();
  }

  @Test
  void onlyWhatWasNotHeededIsFresh() {
    OffboardingObservation seen =
        OffboardingReader.observe(
            Optional.of(frozen(OLD, 2)),
            Optional.empty(),
            Optional.of(account(OLD, OLD, 3)),
            true,
            LIVE);
    assertThat(seen.offboardings()).extracting(Stamp::slot).containsExactly(3);
    assertThat(seen.account()).isEqualTo(Presence.PRESENT);
    OffboardingObservation anew =
        OffboardingReader.observe(
            Optional.of(frozen(OLD, 2)),
            Optional.empty(),
            Optional.of(account(NEW, NEW, 1)),
            true,
            LIVE);
    assertThat(anew.offboardings()).extracting(Stamp::slot).containsExactly(1);
    assertThat(anew.account()).isEqualTo(Presence.GONE);
  }

  @Test
  void aReinstatementCountsOnceAndOnItsOwnRecordOnly() {
    AccessRecord record = frozen(OLD, 1);
    record.getMetadata().setAnnotations(lifting(RECORD, 1));
    assertThat(seen(record).reinstatements()).extracting(Stamp::user).containsExactly("rex");
    record.setStatus(
        OffboardingWriter.reinstated(record, seen(record).reinstatements().getFirst(), NOW));
    assertThat(seen(record).standing()).isEqualTo(OffboardingObservation.Standing.REINSTATED);
    assertThat(seen(record).reinstatements()).isEmpty();
    record.getMetadata().setAnnotations(lifting(OLD, 2));
    assertThat(seen(record).reinstatements()).isEmpty();
  }

  private static Optional<Freeze> said(Instant at) {
    return Optional.of(new Freeze(BOT, "olga", "left", Optional.of(at)));
  }

  @Test
  void whatTheRecordKnowsNothingOfIsLost() {
    assertThat(LostOffboarding.of(Optional.empty(), said(NOW))).isPresent();
    assertThat(LostOffboarding.of(Optional.of(created()), said(NOW))).isPresent();
    for (AccessRecord record : List.of(frozen(OLD, 1), reinstated(OLD, 1))) {
      Optional<AccessRecord> there = Optional.of(record);
      assertThat(LostOffboarding.of(there, said(NOW.plusMillis(999)))).isEmpty();
      assertThat(LostOffboarding.of(there, said(NOW.minusSeconds(1)))).isEmpty();
      assertThat(LostOffboarding.of(there, said(NOW.plusSeconds(1)))).isPresent();
      assertThat(LostOffboarding.of(there, Optional.empty())).isEmpty();
    }
  }

  private static AccessRecord created() {
    AccessRecord record = frozen(OLD, 1);
    record.setStatus(null);
    return record;
  }

  @Test
  void whatIsLostFreezesAndItsRecordIsToBePutBack() {
    Freeze lost = said(NOW.plusSeconds(1)).orElseThrow();
    AccessRecord lifted = reinstated(OLD, 1);
    ClusterView view = lost(Optional.of(lifted), lost);
    assertThat(OffboardingReader.freeze(BOT, view)).contains(lost);
    assertThat(OffboardingReader.freeze(BOT, lost(Optional.empty(), lost))).contains(lost);
    OffboardingObservation seen =
        OffboardingReader.observe(
            Optional.of(lifted), Optional.of(lost), Optional.empty(), true, LIVE);
    assertThat(seen.standing()).isEqualTo(OffboardingObservation.Standing.LOST);
  }

  /** The log may be read, and the record put back, while a grant waits for just that. */
  @Test
  void whatWasPutBackMeanwhileCountsForWhoAskedToo() {
    Freeze said = said(NOW.plusMillis(500)).orElseThrow();
    ClusterView nothing = lost(Optional.empty(), said);
    ClusterView putBack = lost(Optional.of(frozen(OLD, 1)), said);
    ClusterView lifted = lost(Optional.of(reinstated(OLD, 1)), said);
    for (Instant created : List.of(NOW, NOW.plusSeconds(60))) {
      AccessRecord grant = granted(BOT.userName(), created);
      assertThat(LostOffboarding.ofAsker(grant, nothing)).contains(said);
      assertThat(LostOffboarding.ofAsker(grant, putBack)).contains(said);
      assertThat(LostOffboarding.ofAsker(grant, lifted)).isEmpty();
    }
    AccessRecord before = granted(BOT.userName(), NOW.minusSeconds(1));
    assertThat(LostOffboarding.ofAsker(before, putBack)).as("granted before it").isEmpty();
    assertThat(LostOffboarding.ofAsker(granted("alice", NOW), putBack)).isEmpty();
  }

  private static AccessRecord granted(String requester, Instant created) {
    return Serialization.unmarshal(
        """
        metadata: {name: ar-u1, creationTimestamp: "%s"}
        spec: {outcome: Granted, requester: {name: "%s"}, applier: "alice"}
        """
            .formatted(created, requester),
        AccessRecord.class);
  }

  private static ClusterView lost(Optional<AccessRecord> record, Freeze said) {
    return new EmptyView() {
      @Override
      public Optional<AccessRecord> record(String name) {
        return record.filter(r -> r.getMetadata().getName().equals(name));
      }

      @Override
      public Tombstones tombstones() {
        return new Tombstones() {
          @Override
          public boolean ended(String requestUid) {
            return false;
          }

          @Override
          public Optional<Freeze> offboarded(Subject identity) {
            return Optional.of(said).filter(it -> it.identity().equals(identity));
          }
        };
      }
    };
  }

  private static final Guard LIVE = new Guard.Live("g");

  private static OffboardingObservation seen(AccessRecord record) {
    return OffboardingReader.observe(
        Optional.of(record), Optional.empty(), Optional.empty(), false, LIVE);
  }

  private static Map<String, String> lifting(String uid, int slot) {
    return Map.of(
        "reinstatement.leasehold.dev/" + slot,
        uid + " none - rex",
        "reason.leasehold.dev/reinstatement-" + slot,
        "a mistake");
  }

  private static Optional<Freeze> freeze(ServiceAccount account, Optional<AccessRecord> record) {
    return OffboardingReader.freeze(BOT, view(Optional.of(account), record));
  }

  private static ClusterView view(Optional<ServiceAccount> account, Optional<AccessRecord> record) {
    return new EmptyView() {
      @Override
      public Optional<ServiceAccount> serviceAccount(String namespace, String name) {
        return account;
      }

      @Override
      public Optional<AccessRecord> record(String name) {
        return record.filter(r -> r.getMetadata().getName().equals(name));
      }
    };
  }

  private static ServiceAccount account(String uid, String stampedFor, int stamps) {
    Map<String, String> annotations = new HashMap<>();
    for (int slot = 1; slot <= stamps; slot++) {
      annotations.put("offboarding.leasehold.dev/" + slot, stampedFor + " none - olga");
      annotations.put("reason.leasehold.dev/offboarding-" + slot, "left");
    }
    return new ServiceAccountBuilder()
        .withNewMetadata()
        .withNamespace("payments")
        .withName("bot")
        .withUid(uid)
        .withAnnotations(annotations)
        .endMetadata()
        .build();
  }

  private static AccessRecord intent(String account, int slot) {
    AccessRecord record = OffboardingWriter.record(BOT, said(account, slot), Keys.ENDING_PROVED);
    record.getMetadata().setUid(RECORD);
    record.getMetadata().setCreationTimestamp(NOW.toString());
    return record;
  }

  private static AccessRecord frozen(String account, int slot) {
    AccessRecord record = intent(account, slot);
    record.setStatus(
        OffboardingWriter.frozen(record, new OffboardingStep.Latch(said(account, slot), 0), NOW));
    return record;
  }

  private static AccessRecord reinstated(String account, int slot) {
    AccessRecord record = frozen(account, slot);
    Stamp lifted =
        new Stamp(Stamp.Act.REINSTATEMENT, 1, RECORD, "none", Set.of(), "rex", "a mistake");
    record.setStatus(OffboardingWriter.reinstated(record, lifted, NOW));
    return record;
  }

  private static Stamp said(String account, int slot) {
    return new Stamp(Stamp.Act.OFFBOARDING, slot, account, "none", Set.of(), "olga", "left");
  }
}
