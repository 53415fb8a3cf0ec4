package dev.leasehold.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.leasehold.api.v1alpha1.AccessRecord;
import dev.leasehold.api.v1alpha1.AccessRecordStatus;
import dev.leasehold.cluster.Caches;
import dev.leasehold.cluster.NotTaken;
import dev.leasehold.cluster.PlainCalls;
import dev.leasehold.cluster.Store;
import dev.leasehold.controller.Written;
import dev.leasehold.grant.Outcome;
import dev.leasehold.grant.Unavailable;
import dev.leasehold.grant.rbac.RbacProvisioner;
import dev.leasehold.grant.rbac.RbacSettings;
import dev.leasehold.guard.CanaryNote;
import dev.leasehold.guard.Installation;
import dev.leasehold.model.Binding;
import dev.leasehold.model.Grant;
import dev.leasehold.model.ReasonCode;
import dev.leasehold.model.RequestRef;
import dev.leasehold.model.RoleRef;
import dev.leasehold.model.Subject;
import dev.leasehold.model.Target;
import dev.leasehold.model.Window;
import dev.leasehold.wire.ReplyKind;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.http.Interceptor;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Everybody who writes concludes the same from the same answer, waits a bounded time for it, and
 * sends nothing twice, also by a client that would.
 */
class WritersTest {
  private static final Duration LIMIT = Duration.ofSeconds(5);
  private static final Instant NOW = Instant.parse("2026-12-01T09:00:00Z");

  private static final Target TARGET =
      new Target.RoleBinding(
          "shop",
          List.of(new Binding(new RoleRef(RoleRef.Kind.ROLE, "orders-reader"), "shop", List.of())));

  private static final Grant GRANT =
      new Grant(
          new RequestRef("payments", "report", "u1"),
          "r-u1",
          new Subject("payments", "nightly"),
          "s",
          List.of(TARGET),
          new Window(NOW, NOW.plusSeconds(3600)),
          "report");

  private final Listener listener = new Listener();
  private final KubernetesClient bounded = listener.client(new Interceptor() {});
  private final KubernetesClient retrying = listener.retrying();

  @AfterEach
  void close() {
    bounded.close();
    retrying.close();
    listener.close();
  }

  static IntStream failures() {
    return IntStream.concat(
        IntStream.rangeClosed(400, 431), IntStream.of(451, 500, 501, 502, 503, 504, 505, 507, 511));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void theSameAnswerMeansTheSameToAll(int code) {
    ReplyKind kind = ReplyKind.of(code, null);
    listener.answer(code);
    assertThat(once("PUT", this::stored))
        .isEqualTo(kind == ReplyKind.OVERTAKEN ? kind : refused(kind));
    assertThat(once("DELETE", this::deleted)).isEqualTo(isOver(kind));
    assertThat(once("PATCH", this::noted)).isEqualTo(code);
    if (kind != ReplyKind.OVERTAKEN) {
      assertThat(once("POST", this::bound)).isEqualTo(refused(kind));
    }
  }

  /** Whoever does not tell them apart takes all the others for what may pass. */
  private static ReplyKind refused(ReplyKind kind) {
    return kind == ReplyKind.REFUSED ? kind : ReplyKind.UNAVAILABLE;
  }

  private static boolean isOver(ReplyKind kind) {
    return kind == ReplyKind.ABSENT || kind == ReplyKind.OVERTAKEN;
  }

  private <T> T once(String verb, java.util.function.Supplier<T> write) {
    listener.methods().clear();
    T said = assertTimeoutPreemptively(LIMIT, write::get);
    assertThat(listener.methods()).filteredOn(verb::equals).hasSize(1);
    return said;
  }

  private ReplyKind stored() {
    AccessRecord record = Written.granted("u1", "Active", "RoleBinding");
    AccessRecordStatus status = Serialization.unmarshal("phase: Ending", AccessRecordStatus.class);
    Unavailable e =
        catchThrowableOfType(
            Unavailable.class,
            () -> new Store(bounded, new Caches(), (r, h) -> {}).write(record, status));
    if (e instanceof NotTaken) {
      return ReplyKind.REFUSED;
    }
    return e.reason().code() == ReasonCode.OVERTAKEN ? ReplyKind.OVERTAKEN : ReplyKind.UNAVAILABLE;
  }

  private ReplyKind bound() {
    RbacSettings settings = new RbacSettings("leasehold-grants", "ca", Optional.empty(), LIMIT);
    try {
      return new RbacProvisioner(retrying, settings).provision(GRANT, TARGET)
              instanceof Outcome.Refused<?>
          ? ReplyKind.REFUSED
          : ReplyKind.DONE;
    } catch (Unavailable e) {
      return ReplyKind.UNAVAILABLE;
    }
  }

  /** Whether there was certainly nothing to delete. */
  private boolean deleted() {
    try {
      assertThat(new PlainCalls(retrying).delete("/api/v1/namespaces/n/secrets/s", "u")).isFalse();
      return true;
    } catch (Unavailable e) {
      return false;
    }
  }

  private int noted() {
    Installation installation =
        new Installation(
            "leasehold-system",
            "system:serviceaccount:leasehold-system:leasehold",
            "leasehold-grants",
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of());
    return catchThrowableOfType(
            KubernetesClientException.class,
            () -> new CanaryNote(retrying, installation).write("epoch"))
        .getCode();
  }
}
