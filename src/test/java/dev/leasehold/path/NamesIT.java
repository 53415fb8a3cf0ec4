package dev.leasehold.path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leasehold.api.v1alpha1.AccessRecordSpec;
import dev.leasehold.api.v1alpha1.Approval;
import dev.leasehold.api.v1alpha1.HistoryEntry;
import dev.leasehold.api.v1alpha1.RequestPhase;
import dev.leasehold.lab.Person;
import dev.leasehold.lab.SharedLab;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Users and groups have the names that identity providers give them. */
final class NamesIT {
  @RegisterExtension static final SharedLab LAB = SharedLab.withOperator();

  private static final String HOUR = "duration: 1h, justification: weekly refunds";
  private static final Entitled BOTH_ROLES =
      Entitled.reader()
          .approvedBy(
              "mode: Required, rules: [{role: owner, count: 1}, {role: security, count: 1}]");

  /** An issuer's address and a subject. */
  private static final Person JANE =
      new Person(
          "https://idp.example.com:8443/auth/realms/prod#jane.doe+ci@example.com",
          "path-requesters");

  private static final Person LUKASZ = new Person("oidc:Łukasz von der Weide", "oidc:team a");

  /** A distinguished name, also of the group. */
  private static final Person LEAD =
      new Person("CN=Ops Lead,OU=SRE,O=Example GmbH", "CN=Ops Lead,OU=SRE");

  private static final Person ANNA =
      new Person(
          "arn:aws:sts::123456789012:assumed-role/Admin/anna@example.com",
          "AAD\\Zahlung & Prüfung");

  /** Both may approve in both roles. */
  private static final String GROUPS =
      """
      apiVersion: rbac.authorization.k8s.io/v1
      kind: ClusterRoleBinding
      metadata: {name: path-names-ROLE}
      roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: ROLE}
      subjects:
      - {kind: Group, apiGroup: rbac.authorization.k8s.io, name: "oidc:team a"}
      - {kind: Group, apiGroup: rbac.authorization.k8s.io, name: "CN=Ops Lead,OU=SRE"}
      - {kind: Group, apiGroup: rbac.authorization.k8s.io, name: 'AAD\\Zahlung & Prüfung'}
      """;

  @TempDir Path directory;

  @BeforeAll
  static void groupsMayApprove() {
    Shop shop = Shop.bare(LAB.lab());
    for (String role :
        new String[] {"path-approve-as-owner", "path-approve-as-security", "leasehold-approver"}) {
      shop.apply(GROUPS.replace("ROLE", role));
    }
  }

  @ConcurrentTest
  void namesAreRecordedByteForByteAndCountAsPeople() {
    Asked asked = by(JANE, Shop.offering(LAB.lab(), BOTH_ROLES));
    assertThat(asked.now().getMetadata().getAnnotations())
        .containsEntry("leasehold.dev/applied-by", JANE.name());
    String digest = asked.offer().digest();
    asked.approvedBy(LUKASZ);
    assertThat(asked.now().getMetadata().getAnnotations().values())
        .contains(asked.uid() + " " + digest + " owner,security " + LUKASZ.name());
    asked.activeBy(LEAD);
    AccessRecordSpec record = asked.record().getSpec();
    assertThat(record.requester().name()).isEqualTo(JANE.name());
    assertThat(record.applier()).isEqualTo(JANE.name());
    assertThat(record.approvals())
        .extracting(Approval::approver)
        .containsExactlyInAnyOrder(LUKASZ.name(), LEAD.name());
    assertThat(asked.status().approvals()).isEqualTo(record.approvals());
    isShownInOneLine(asked);
    asked.annotate(LUKASZ, "leasehold.dev/revoke", "found something");
    asked.awaits(RequestPhase.Revoked);
    assertThat(Objects.requireNonNull(asked.status().ending()).actor()).isEqualTo(LUKASZ.name());
    assertThat(asked.recorded(asked.uid()).history())
        .extracting(HistoryEntry::actor)
        .contains(LUKASZ.name());
  }

  private void isShownInOneLine(Asked asked) {
    String shown =
        new Terminal(LAB.lab(), directory).run(Cast.OLGA, "", Terminal.on(asked, "why")).out();
    assertThat(shown.lines())
        .anyMatch(line -> line.contains(LUKASZ.name()) && line.contains(LEAD.name()));
  }

  @ConcurrentTest
  void denialIsRecordedWithItsName() {
    Asked asked = by(JANE, Shop.offering(LAB.lab(), BOTH_ROLES));
    asked.offer();
    asked.annotate(ANNA, "leasehold.dev/deny", "not this week");
    asked.awaits(RequestPhase.Denied);
    assertThat(Objects.requireNonNull(asked.status().ending()).actor()).isEqualTo(ANNA.name());
  }

  /** All that come by one login are one person, and nobody can know better. */
  @ConcurrentTest
  void nameThatEverybodySharesDoesNotApproveForItself() {
    Shop shop = Shop.offering(LAB.lab(), Entitled.reader());
    String shared = "kadmin::EKSGetTokenAuth";
    Asked asked = by(new Person(shared, "path-requesters"), shop);
    String digest = asked.offer().digest();
    assertThatThrownBy(
            () ->
                asked.annotate(new Person(shared, "path-owners"), "leasehold.dev/approve", digest))
        .hasMessageContaining("for themselves");
    asked.activeBy(Cast.OLGA);
  }

  /** What looks like a list of roles and a name, or has blanks at its end, is one name. */
  @ParameterizedTest
  @ValueSource(strings = {"owner olga", "owner,security path-olga", "path-anton ", "  x  y  "})
  void nameThatLooksLikeSomethingElseIsThatName(String name) {
    Asked asked = Shop.offering(LAB.lab(), Entitled.reader()).asks("refunds", HOUR);
    asked.offer();
    Person outsider = new Person(name, "path-revokers");
    assertThatThrownBy(() -> asked.approvedBy(outsider)).hasMessageContaining("holds none of");
    asked.activeBy(new Person(name, "path-owners"));
    assertThat(asked.record().getSpec().approvals())
        .extracting(Approval::approver)
        .containsExactly(name);
  }

  @ConcurrentTest
  void longestNameIsKeptAndALongerOneIsRefused() {
    Shop shop = Shop.offering(LAB.lab(), Entitled.reader());
    String name = "u".repeat(253);
    Asked asked = by(new Person(name, "path-requesters"), shop);
    String approver = "v".repeat(253);
    asked.activeBy(new Person(approver, "path-owners"));
    AccessRecordSpec record = asked.record().getSpec();
    assertThat(record.applier()).isEqualTo(name);
    assertThat(record.approvals()).extracting(Approval::approver).containsExactly(approver);
    assertThatThrownBy(() -> by(new Person("u".repeat(254), "path-requesters"), shop))
        .hasMessageContaining("1 to 253 characters");
    Asked other = shop.asks("other", HOUR);
    assertThatThrownBy(() -> other.approvedBy(new Person("v".repeat(254), "path-owners")))
        .hasMessageContaining("253");
  }

  @ConcurrentTest
  void nameWithAControlCharacterIsRefused() {
    Shop shop = Shop.offering(LAB.lab(), Entitled.reader());
    assertThatThrownBy(() -> by(new Person("jane\tdoe", "path-requesters"), shop))
        .hasMessageContaining("control character");
  }

  private static Asked by(Person who, Shop shop) {
    return shop.asks(who, Map.of(), "refunds", "reader", HOUR);
  }
}
