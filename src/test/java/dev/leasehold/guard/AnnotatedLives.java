package dev.leasehold.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.api.v1alpha1.EndingCause;
import dev.leasehold.api.v1alpha1.RecordPhase;
import dev.leasehold.api.v1alpha1.RequestPhase;
import dev.leasehold.lab.Lab;
import dev.leasehold.lab.Stillness;
import dev.leasehold.path.Asked;
import dev.leasehold.path.Cast;
import dev.leasehold.path.Entitled;
import dev.leasehold.path.Identity;
import dev.leasehold.path.Shop;
import dev.leasehold.path.Workload;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;

/**
 * Lives of requests, from their stamps to their ends, while somebody annotates all that is made.
 */
record AnnotatedLives(Shop shop, String seen) {
  private static final String HOUR = "duration: 1h, justification: nightly report";

  /** With this annotation on everything. */
  static AnnotatedLives in(Lab lab, String seen) {
    Entitled watcher = Entitled.reader().giving(Entitled.token("shop", "orders-watcher"));
    return new AnnotatedLives(Shop.offering(lab, watcher), seen);
  }

  void grantedRedeliveredAndRevoked() {
    Asked asked = shop.asks("revoked", HOUR).activeBy(Cast.OLGA);
    annotated(asked.now().getMetadata().getAnnotations());
    annotated(asked.record().getMetadata().getAnnotations());
    annotated(asked.secret().getMetadata().getAnnotations());
    rests(asked);
    String token = Workload.text(asked.secret(), "token");
    try (Workload workload = asked.workload()) {
      assertThat(workload.lists("configmaps", shop.orders())).isEqualTo(200);
      asked.annotate(Cast.RITA, "leasehold.dev/redeliver", "1");
      Lab.await().until(() -> !Workload.text(asked.secret(), "token").equals(token));
      asked.annotate(Cast.REX, "leasehold.dev/revoke", "reported by the shop");
      asked.awaits(RequestPhase.Revoked);
      Lab.await().until(() -> workload.gets("/api") == 401);
    }
    ended(asked, EndingCause.Revoked);
  }

  void denied() {
    Asked asked = shop.asks("denied", HOUR);
    asked.offer();
    asked.annotate(Cast.OTTO, "leasehold.dev/deny", "not tonight");
    asked.awaits(RequestPhase.Denied);
  }

  void deleted() {
    Asked asked = shop.asks("deleted", HOUR).activeBy(Cast.OLGA);
    String uid = asked.uid();
    asked.deletedBy(Cast.RITA);
    Lab.await().until(() -> asked.recorded(uid).phase() == RecordPhase.Ended);
    asked.leftNothing(uid);
  }

  void offboarded() {
    Asked asked = shop.asks("offboarded", HOUR).activeBy(Cast.OLGA);
    Identity worker = Identity.worker(shop).offboarded();
    asked.awaits(RequestPhase.Revoked);
    ended(asked, EndingCause.SubjectOffboarded);
    worker.settled();
    annotated(worker.freeze().getMetadata().getAnnotations());
    worker.isRefused(shop.asks("anew", HOUR));
  }

  private static void ended(Asked asked, EndingCause cause) {
    String uid = asked.uid();
    Lab.await().until(() -> asked.recorded(uid).phase() == RecordPhase.Ended);
    assertThat(Objects.requireNonNull(asked.recorded(uid).ending()).cause()).isEqualTo(cause);
    asked.leftNothing(uid);
  }

  /** What others add is no drift, so nobody writes over it for ever. */
  private static void rests(Asked asked) {
    Map<String, String> _ = Stillness.of(asked::versions, Duration.ofSeconds(3));
  }

  private void annotated(Map<String, String> annotations) {
    assertThat(annotations).containsKey(seen);
  }
}
