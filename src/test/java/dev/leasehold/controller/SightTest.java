package dev.leasehold.controller;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.api.v1alpha1.AccessRecord;
import dev.leasehold.api.v1alpha1.AccessRequest;
import dev.leasehold.lifecycle.Guard;
import dev.leasehold.lifecycle.Presence;
import dev.leasehold.lifecycle.RecordObservation;
import dev.leasehold.model.Binding;
import dev.leasehold.model.Condition;
import dev.leasehold.model.Grant;
import dev.leasehold.model.Offered;
import dev.leasehold.model.Reason;
import dev.leasehold.model.RoleRef;
import dev.leasehold.model.Rule;
import dev.leasehold.model.Stamp;
import dev.leasehold.model.Subject;
import dev.leasehold.model.Target;
import dev.leasehold.observe.EmptyView;
import dev.leasehold.observe.RecordReader;
import dev.leasehold.observe.RoleFacts;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SightTest {
  private static final AccessRecord RECORD = Written.granted("u1", "Active", "ServiceAccountToken");

  private static Guard noGuard() {
    return new Guard.Unproved(Recorded.WHY);
  }

  private static RecordObservation see(Sight sight) {
    return sight.of(RECORD, RecordReader.grant(RECORD));
  }

  @Test
  void whatIsNotThereIsGoneAndARequestOfAnotherUidIsAnother() {
    Sight sight =
        new Sight(
            (namespace, name) -> Optional.of(Written.request("u2")),
            new EmptyView(),
            (record, grant) -> new Condition.Intact(),
            SightTest::noGuard);
    assertThat(see(sight).request()).isEqualTo(Presence.GONE);
    assertThat(see(sight).subject()).isEqualTo(Presence.GONE);
  }

  @Test
  void aRequestThatIsBeingDeletedIsGoneWhoeverHoldsItAndWhatPeopleSaidOnItIsHeard() {
    AccessRequest held = Written.terminating("u1");
    held.getMetadata()
        .setAnnotations(
            Map.of(
                "revocation.leasehold.dev/1", "u1 none - sven", "leasehold.dev/applied-by", "r"));
    Sight sight =
        new Sight(
            (namespace, name) -> Optional.of(held),
            new EmptyView(),
            (record, grant) -> new Condition.Intact(),
            SightTest::noGuard);
    assertThat(see(sight).request()).isEqualTo(Presence.GONE);
    assertThat(see(sight).stamps()).extracting(Stamp::user).containsExactly("sven");
    assertThat(see(sight).askers()).containsExactly("r");
  }

  @Test
  void whatCannotBeToldIsUnknownAndHidesNothingElse() {
    Sight blindToRequests =
        new Sight(
            (namespace, name) -> {
              throw Recorded.unavailable();
            },
            new EmptyView(),
            (record, grant) -> new Condition.Widened(Recorded.WHY),
            SightTest::noGuard);
    assertThat(see(blindToRequests).request()).isEqualTo(Presence.UNKNOWN);
    assertThat(see(blindToRequests).subject()).isEqualTo(Presence.GONE);
    assertThat(see(blindToRequests).condition()).isInstanceOf(Condition.Widened.class);
  }

  @Test
  void blindToAllButTheRequestItStillSeesTheRequest() {
    Sight sight =
        new Sight(
            (namespace, name) -> Optional.of(Written.request("u1")),
            new Unreadable(),
            (record, grant) -> {
              throw Recorded.unavailable();
            },
            SightTest::noGuard);
    assertThat(see(sight).request()).isEqualTo(Presence.PRESENT);
    assertThat(see(sight).subject()).isEqualTo(Presence.UNKNOWN);
    assertThat(see(sight).condition()).isInstanceOf(Condition.Unclear.class);
    assertThat(see(sight).basis().roleWidened()).isEmpty();
  }

  @Test
  void aRoleThatCannotBeReadHidesNoOtherThatWasWidened() {
    Grant grant = grant(List.of(Offered.bind("unreadable", "shop"), Offered.bind("wide", "shop")));
    Sight sight =
        new Sight(
            (namespace, name) -> Optional.of(Written.request("u1")),
            new EmptyView() {
              @Override
              public Optional<RoleFacts> role(RoleRef role, String namespace) {
                if (role.name().equals("unreadable")) {
                  throw Recorded.unavailable();
                }
                List<String> all = List.of("*");
                return Optional.of(
                    new RoleFacts(
                        Optional.of("role-uid"),
                        List.of(new Rule(all, all, all, List.of(), List.of()))));
              }
            },
            (record, same) -> new Condition.Intact(),
            () -> new Guard.Live("f"));
    assertThat(sight.of(RECORD, grant).basis().roleWidened())
        .hasValueSatisfying(reason -> assertThat(reason.message()).contains("wide"));
  }

  private static Grant grant(List<Binding> bindings) {
    return new Grant(
        RecordReader.request(RECORD),
        "r",
        new Subject("payments", "nightly"),
        "s",
        List.of(new Target.RoleBinding("own", bindings)),
        RecordReader.window(RECORD),
        "report");
  }

  private static final String OFFERED = "b1946ac9";

  private static Optional<Reason> namespaceGone(Supplier<Optional<Namespace>> found) {
    Binding binding =
        new Binding(
            new RoleRef(RoleRef.Kind.ROLE, "orders-reader"),
            Optional.empty(),
            "shop",
            Optional.of(OFFERED),
            List.of());
    Grant grant = grant(List.of(binding, Offered.bind("r", "stock")));
    Sight sight =
        new Sight(
            (namespace, name) -> Optional.of(Written.request("u1")),
            new EmptyView() {
              @Override
              public Optional<Namespace> namespace(String name) {
                return name.equals("shop") ? found.get() : Optional.empty();
              }
            },
            (record, same) -> new Condition.Intact(),
            SightTest::noGuard);
    return sight.of(RECORD, grant).basis().namespaceGone();
  }

  private static Optional<Namespace> namespace(String uid, @Nullable String deletedAt) {
    return Optional.of(
        new NamespaceBuilder()
            .withNewMetadata()
            .withUid(uid)
            .withDeletionTimestamp(deletedAt)
            .endMetadata()
            .build());
  }

  @Test
  void aTargetNamespaceThatIsGoneGoingOrAnotherIsSeen() {
    assertThat(namespaceGone(() -> namespace(OFFERED, null))).isEmpty();
    assertThat(namespaceGone(Optional::empty))
        .hasValueSatisfying(reason -> assertThat(reason.message()).contains("namespace shop"));
    assertThat(namespaceGone(() -> namespace("591785b7", null))).isPresent();
    assertThat(namespaceGone(() -> namespace(OFFERED, "2026-12-01T08:00:00Z"))).isPresent();
  }

  /** A binding of an earlier version, without a UID, misses nothing. */
  @Test
  void aTargetNamespaceThatCannotBeReadIsNotGone() {
    assertThat(
            namespaceGone(
                () -> {
                  throw Recorded.unavailable();
                }))
        .isEmpty();
  }

  private static Optional<Reason> roleReplaced(
      RoleRef.Kind kind, Optional<String> offered, Supplier<Optional<RoleFacts>> found) {
    Binding binding =
        new Binding(new RoleRef(kind, "reader"), offered, "shop", Optional.empty(), List.of());
    Grant grant = grant(List.of(binding));
    Sight sight =
        new Sight(
            (namespace, name) -> Optional.of(Written.request("u1")),
            new EmptyView() {
              @Override
              public Optional<RoleFacts> role(RoleRef role, String namespace) {
                return found.get();
              }
            },
            (record, same) -> new Condition.Intact(),
            SightTest::noGuard);
    return sight.of(RECORD, grant).basis().roleReplaced();
  }

  private static Optional<RoleFacts> role(String uid) {
    return Optional.of(new RoleFacts(Optional.of(uid), List.of()));
  }

  /** Nor is one missed whose UID an earlier version did not write down, or that is not there. */
  @ParameterizedTest
  @EnumSource
  void aRoleThatTookTheNameOfABoundOneIsSeen(RoleRef.Kind kind) {
    Optional<String> offered = Optional.of(OFFERED);
    assertThat(roleReplaced(kind, offered, () -> role("591785b7")))
        .hasValueSatisfying(
            reason -> assertThat(reason.message()).contains(kind.text() + " reader", "made again"));
    assertThat(roleReplaced(kind, offered, () -> role(OFFERED))).isEmpty();
    assertThat(roleReplaced(kind, offered, Optional::empty)).isEmpty();
    assertThat(roleReplaced(kind, Optional.empty(), () -> role("591785b7"))).isEmpty();
    assertThat(
            roleReplaced(
                kind,
                offered,
                () -> {
                  throw Recorded.unavailable();
                }))
        .isEmpty();
  }

  /** Requests made without any annotation have no map at all. */
  @Test
  void aRequestWithoutAnnotationsSaysNothing() {
    Sight sight =
        new Sight(
            (namespace, name) -> Optional.of(Written.request("u1")),
            new EmptyView(),
            (record, grant) -> new Condition.Intact(),
            SightTest::noGuard);
    assertThat(see(sight).stamps()).isEmpty();
    assertThat(see(sight).askers()).isEmpty();
    assertThat(see(sight).redelivery()).isEmpty();
  }

  @Test
  void nothingIsHandedOutWhereNobodyCanTellWhetherTheSubjectWasOffboarded() {
    Sight sight =
        new Sight(
            (namespace, name) -> Optional.of(Written.request("u1")),
            new EmptyView() {
              @Override
              public Optional<ServiceAccount> serviceAccount(String namespace, String name) {
                return Optional.of(
                    new ServiceAccountBuilder()
                        .withNewMetadata()
                        .withUid("s")
                        .endMetadata()
                        .build());
              }

              @Override
              public Optional<AccessRecord> offboarding(Subject identity) {
                throw Recorded.unavailable();
              }
            },
            (record, grant) -> new Condition.Intact(),
            SightTest::noGuard);
    assertThat(see(sight).subject()).isEqualTo(Presence.UNKNOWN);
    assertThat(see(sight).freeze()).isEmpty();
  }

  private static final class Unreadable extends EmptyView {
    @Override
    public Optional<ServiceAccount> serviceAccount(String namespace, String name) {
      throw Recorded.unavailable();
    }

    @Override
    public Optional<RoleFacts> role(RoleRef role, String namespace) {
      throw Recorded.unavailable();
    }
  }
}
