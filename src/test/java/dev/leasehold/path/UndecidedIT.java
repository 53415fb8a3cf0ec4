package dev.leasehold.path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leasehold.api.v1alpha1.AccessRequestStatus;
import dev.leasehold.api.v1alpha1.RequestPhase;
import dev.leasehold.lab.Lab;
import dev.leasehold.lab.Person;
import dev.leasehold.lab.SharedLab;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReview;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReviewBuilder;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Objects;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Nobody can approve, as after a group was deleted: it is said who is missing, and it ends. */
final class UndecidedIT {
  @RegisterExtension static final SharedLab LAB = SharedLab.withOperator();

  private static final String HOUR = "duration: 1h, justification: weekly refunds";

  /** No binding of the lab gives it to anybody. */
  private static final String BY_DBA = "mode: Required, rules: [{role: dba, count: 1}]";

  /** The only one with the verb, by a binding of her own. */
  private static final Person LAST = new Person("path-last", "path-revokers");

  private static final String BINDING =
      """
      apiVersion: rbac.authorization.k8s.io/v1
      kind: ClusterRole
      metadata: {name: path-approve-as-dpo}
      rules: [{apiGroups: [leasehold.dev], resources: [entitlements/dpo], verbs: [approve]}]
      ---
      apiVersion: rbac.authorization.k8s.io/v1
      kind: ClusterRoleBinding
      metadata: {name: path-approve-as-dpo}
      roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: path-approve-as-dpo}
      subjects: [{kind: User, apiGroup: rbac.authorization.k8s.io, name: path-last}]
      """;

  @TempDir Path directory;

  @ConcurrentTest
  void roleThatNobodyHasIsNamedAndTheRequestLapses() {
    Entitled dba = Entitled.reader().approvedBy(BY_DBA + ", decideWithin: 20s");
    Asked asked = Shop.offering(LAB.lab(), dba).asks("refunds", HOUR);
    Instant decideBy = Instant.parse(asked.offer().decideBy());
    assertThat(asked.condition("Approved", "AwaitingApproval").getMessage()).contains("dba 0 of 1");
    assertThat(why(asked)).contains("dba 0 of 1", asked.offer().decideBy());
    assertThatThrownBy(() -> asked.approvedBy(Cast.BEA))
        .hasMessageContaining("path-bea holds none of the roles dba for")
        .hasMessageContaining(asked.shop().namespace() + ".reader");
    AccessRequestStatus lapsed = asked.awaits(RequestPhase.Lapsed);
    assertThat(Instant.parse(Objects.requireNonNull(lapsed.endedAt()))).isAfterOrEqualTo(decideBy);
    assertThat(asked.record().getSpec().outcome().name()).isEqualTo("Lapsed");
    asked.leftNothing(asked.uid());
  }

  @ConcurrentTest
  void whoWaitsForNobodyMayWithdraw() {
    Asked asked =
        Shop.offering(LAB.lab(), Entitled.reader().approvedBy(BY_DBA)).asks("refunds", HOUR);
    asked.offer();
    asked.annotate(Cast.RITA, "leasehold.dev/revoke", "nobody is there");
    asked.awaits(RequestPhase.Withdrawn);
    assertThat(asked.record().getSpec().outcome().name()).isEqualTo("Withdrawn");
  }

  /** It is asked when somebody approves, so nothing has to be done anew when it is back. */
  @ConcurrentTest
  void bindingThatIsDeletedWhileItWaitsIsMissedAndComesBack() {
    Shop shop =
        Shop.offering(
            LAB.lab(),
            Entitled.reader().approvedBy("mode: Required, rules: [{role: dpo, count: 1}]"));
    shop.apply(BINDING);
    Asked asked = shop.asks("refunds", HOUR);
    String digest = asked.offer().digest();
    shop.admin().rbac().clusterRoleBindings().withName("path-approve-as-dpo").delete();
    Lab.await().until(() -> !lastMayApprove(shop));
    assertThatThrownBy(() -> asked.approvedBy(LAST))
        .hasMessageContaining("path-last holds none of the roles dpo");
    assertThat(asked.status().phase()).isEqualTo(RequestPhase.AwaitingApproval);
    shop.apply(BINDING);
    Lab.await().until(() -> lastMayApprove(shop));
    asked.activeBy(LAST);
    assertThat(asked.offer(RequestPhase.Active).digest()).isEqualTo(digest);
  }

  private static boolean lastMayApprove(Shop shop) {
    SelfSubjectAccessReview review =
        new SelfSubjectAccessReviewBuilder()
            .withNewSpec()
            .withNewResourceAttributes()
            .withGroup("leasehold.dev")
            .withResource("entitlements")
            .withSubresource("dpo")
            .withVerb("approve")
            .withName(shop.namespace() + ".reader")
            .endResourceAttributes()
            .endSpec()
            .build();
    return shop.lab()
        .client(LAST)
        .authorization()
        .v1()
        .selfSubjectAccessReview()
        .create(review)
        .getStatus()
        .getAllowed();
  }

  private String why(Asked asked) {
    return new Terminal(LAB.lab(), directory).run(Cast.RITA, "", Terminal.on(asked, "why")).out();
  }
}
