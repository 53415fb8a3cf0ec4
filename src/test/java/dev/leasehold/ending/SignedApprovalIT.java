package dev.leasehold.ending;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leasehold.api.v1alpha1.AccessRecord;
import dev.leasehold.api.v1alpha1.AccessRequest;
import dev.leasehold.api.v1alpha1.Approval;
import dev.leasehold.api.v1alpha1.ApprovalMethod;
import dev.leasehold.api.v1alpha1.EndingCause;
import dev.leasehold.api.v1alpha1.EntitlementCatalog;
import dev.leasehold.api.v1alpha1.RequestPhase;
import dev.leasehold.approval.ssh.ApprovalDocument;
import dev.leasehold.approval.ssh.Pen;
import dev.leasehold.approval.ssh.SshSignature;
import dev.leasehold.evidence.CanonicalDigest;
import dev.leasehold.lab.InItsOwnLab;
import dev.leasehold.lab.Lab;
import dev.leasehold.lab.LabOptions;
import dev.leasehold.lab.Operator;
import dev.leasehold.lab.Person;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Approvals that are committed with the request, against a real API server's RBAC. */
@InItsOwnLab
final class SignedApprovalIT {
  private static final Pen SIGRID = new Pen(11);
  private static final Pen NILS = new Pen(12);
  private static final Pen POWERFUL = new Pen(13);
  private static final Pen NOBODY = new Pen(14);
  private static final Pen ROBOT = new Pen(15);
  private static final Pen MEMBER = new Pen(16);
  private static final Pen BOSS = new Pen(17);
  private static final Pen ACTOR = new Pen(18);
  private static final Pen HIDING = new Pen(19);
  private static final Pen ALIAS = new Pen(20);
  private static final String KEY = "signature.leasehold.dev/one";

  /** One signer, for whose sake the operator may ask what signers may, and the machines. */
  private static final Map<String, String> VALUES =
      Map.of(
          "signers[0].user", "sigrid",
          "signers[0].groups", "{ending-owners}",
          "signers[0].keys", "{" + SIGRID.publicKey() + "}",
          "machines.users", "{signing-*}",
          "machines.groups", "{signing-robots}",
          "people[0]", "{sigrid,ending-owner}",
          "people[1]", "{alias,ending-asker}");

  private static OwnLab own;

  @BeforeAll
  static void start() {
    own = OwnLab.start(LabOptions.ordinary(), VALUES, signers());
    Scene.apply(
        own.lab(),
        """
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRoleBinding
        metadata: {name: powerful}
        roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: cluster-admin}
        subjects:
        - {kind: User, apiGroup: rbac.authorization.k8s.io, name: powerful}
        - {kind: Group, apiGroup: rbac.authorization.k8s.io, name: signing-bosses}
        ---
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRole
        metadata: {name: acts-as-asker}
        rules: [{apiGroups: [""], resources: [users], resourceNames: [ending-asker], verbs: [impersonate]}]
        ---
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRoleBinding
        metadata: {name: acts-as-asker}
        roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: acts-as-asker}
        subjects: [{kind: Group, apiGroup: rbac.authorization.k8s.io, name: signing-actors}]
        """);
  }

  @AfterAll
  static void stop() {
    own.close();
  }

  /** Told to the operator itself: the chart takes no machine for a signer. */
  private static Map<String, String> signers() {
    return Map.of(
        "LEASEHOLD_SIGNERS",
        Serialization.asJson(
            List.of(
                signer("sigrid", SIGRID, "ending-owners"),
                signer("nils", NILS, "others"),
                signer("powerful", POWERFUL, "ending-owners"),
                signer("signing-robot", ROBOT, "ending-owners"),
                signer("member", MEMBER, "signing-robots", "ending-owners"),
                signer("boss", BOSS, "ending-owners", "signing-bosses"),
                signer("actor", ACTOR, "ending-owners", "signing-actors"),
                signer("hiding", HIDING, "ending-owners"),
                signer("alias", ALIAS, "ending-owners"))));
  }

  private static Map<String, Object> signer(String user, Pen pen, String... groups) {
    return Map.of("user", user, "groups", List.of(groups), "keys", List.of(pen.publicKey()));
  }

  @Test
  void aRequestThatIsCreatedWithItsApprovalBecomesActive() {
    Scene scene = Scene.set(own.lab(), Terms.approved());
    Asked asked = create(scene, "1", request -> SIGRID.signs(document(scene, request, "owner")));
    asked.active();
    AccessRecord record = asked.record().orElseThrow();
    assertThat(record.getSpec().approvals())
        .singleElement()
        .satisfies(
            approval -> {
              assertThat(approval.approver()).isEqualTo("sigrid");
              assertThat(approval.method()).isEqualTo(ApprovalMethod.Signature);
              assertThat(approval.roles()).containsExactly("owner");
              assertThat(approval.offer()).isEqualTo(record.getSpec().offerDigest());
            });
    asked.revoked();
    asked.ended(EndingCause.Withdrawn);

    signatureIsUsedUp(scene, asked);
  }

  /** The very same request, made again with the very same signature, is granted nothing. */
  private static void signatureIsUsedUp(Scene scene, Asked before) {
    AccessRequest first = before.as(Scene.ASKER).require();
    String signature = first.getMetadata().getAnnotations().getOrDefault(KEY, "");
    before.as(Scene.ASKER).delete();
    Lab.await().until(() -> before.as(Scene.ASKER).get() == null);
    Asked again = create(scene, "1", request -> signature);
    again.awaits(RequestPhase.Rejected);
    assertThat(again.record().orElseThrow().getSpec().window()).isNull();

    again.as(Scene.ASKER).delete();
    Lab.await().until(() -> again.as(Scene.ASKER).get() == null);
    Asked other = create(scene, "2", request -> signature);
    refused(other, "not made over this");
  }

  @Test
  void aSignatureMayComeLaterAndCountsLikeAnAnnotation() {
    Scene scene = Scene.set(own.lab(), Terms.approved());
    Asked asked = scene.asks("nightly", "1h").awaits(RequestPhase.AwaitingApproval);
    AccessRequest request = asked.as(Scene.ASKER).require();
    asked.annotate(Scene.ASKER, KEY, SIGRID.signs(document(scene, request, "owner", "other")));
    asked.active();
    List<Approval> approvals = asked.status().orElseThrow().approvals();
    assertThat(approvals).extracting(Approval::method).containsExactly(ApprovalMethod.Signature);
  }

  @Test
  void whoMayNotApproveByRbacMayNotBySignature() {
    Scene scene = Scene.set(own.lab(), Terms.approved());
    Asked asked = create(scene, "1", request -> NILS.signs(document(scene, request, "owner")));
    refused(asked, "nils holds none of the roles owner");
    AccessRequest request = asked.as(Scene.ASKER).require();
    asked.annotate(Scene.ASKER, KEY, POWERFUL.signs(document(scene, request, "owner")));
    refused(asked, "powerful has wildcard rights");
    asked.annotate(Scene.ASKER, KEY, NOBODY.signs(document(scene, request, "owner")));
    refused(asked, "is no signer's");
    asked.annotate(Scene.ASKER, KEY, SIGRID.signs(document(scene, request, "owner")));
    asked.active();
  }

  /** Known by its name, or by a group that the chart gives the signer. */
  @Test
  void aMachineApprovesByNoSignature() {
    Scene scene = Scene.set(own.lab(), Terms.approved());
    Asked asked = create(scene, "1", request -> ROBOT.signs(document(scene, request, "owner")));
    refused(asked, "machines do not approve: signing-robot is one");
    AccessRequest request = asked.as(Scene.ASKER).require();
    asked.annotate(Scene.ASKER, KEY, MEMBER.signs(document(scene, request, "owner")));
    refused(asked, "machines do not approve: member is one");
    assertThat(asked.record()).isEmpty();
    asked.annotate(Scene.ASKER, KEY, SIGRID.signs(document(scene, request, "owner")));
    asked.active();
  }

  /** Decision 0082: by the groups that are listed it is asked what excludes a signer. */
  @Test
  void whatExcludesByAGroupExcludesASignatureAsItDoesAnAnnotation() {
    Scene scene = Scene.set(own.lab(), Terms.approved());
    Asked asked = scene.asks("nightly", "1h").awaits(RequestPhase.AwaitingApproval);
    excluded(asked, BOSS, new Person("boss", "ending-owners", "signing-bosses"), "wildcard rights");
    excluded(asked, ACTOR, new Person("actor", "ending-owners", "signing-actors"), "impersonate");
    assertThat(asked.record()).isEmpty();
    hidingAGroupIsNoticedByNobody(asked);
  }

  private static void excluded(Asked asked, Pen pen, Person person, String why) {
    assertThatThrownBy(() -> asked.approvedBy(person))
        .hasMessageContaining("leasehold-approvals")
        .hasMessageContaining(why);
    signed(asked, pen);
    refused(asked, person.name() + " ");
    refused(asked, why);
  }

  /** Only the authenticator knows it, hence "all groups" in the values and in README. */
  private static void hidingAGroupIsNoticedByNobody(Asked asked) {
    Person hiding = new Person("hiding", "ending-owners", "signing-bosses");
    assertThatThrownBy(() -> asked.approvedBy(hiding)).hasMessageContaining("wildcard");
    signed(asked, HIDING);
    asked.active();
  }

  private static void signed(Asked asked, Pen pen) {
    AccessRequest request = asked.as(Scene.ASKER).require();
    asked.annotate(Scene.ASKER, KEY, pen.signs(document(asked.scene(), request, "owner")));
  }

  @Test
  void whoSignsUnderAnotherNameIsTheSamePerson() {
    Scene scene = Scene.set(own.lab(), Terms.approvedBy(2));
    Asked asked = scene.asks("nightly", "1h").approved();
    signed(asked, SIGRID);
    uncounted(asked, "\"ending-owner\" and \"sigrid\" are one person");
    signed(asked, ALIAS);
    uncounted(asked, "nobody approves for themselves: alias asks");
    assertThat(asked.record()).isEmpty();
    asked.approvedBy(new Person("ending-second", "ending-owners")).active();
    assertThat(asked.record().orElseThrow().getSpec().approvals())
        .extracting(Approval::approver)
        .contains("ending-second")
        .hasSize(2)
        .doesNotContain("alias");
  }

  private static void uncounted(Asked asked, String why) {
    Lab.await()
        .untilAsserted(
            () ->
                assertThat(asked.conditions())
                    .as(asked::told)
                    .anyMatch(c -> c.getType().equals("Approved") && c.getMessage().contains(why)));
  }

  /** Without its record a signature would count once more, so that is kept as long as promised. */
  @Test
  void loweredRetentionForgetsWhatIsThereButWhatWasSigned() {
    Scene scene = Scene.set(own.lab(), Terms.approved());
    Asked annotated = scene.asks("annotated", "1h").approved().active();
    Asked signed = scene.asks("signed", "1h").awaits(RequestPhase.AwaitingApproval);
    signed(signed, SIGRID);
    signed.active();
    for (Asked asked : List.of(annotated, signed)) {
      asked.as(Scene.ASKER).delete();
      asked.ended(EndingCause.RequestDeleted);
    }
    String promised = promised(signed);
    assertThat(Instant.parse(promised(annotated))).isAfter(Instant.now().plus(Duration.ofDays(80)));
    own.operator().kill();
    Map<String, String> lower = new HashMap<>(signers());
    lower.put("LEASEHOLD_RETENTION", "1s");
    lower.put("LEASEHOLD_REFUSAL_RETENTION", "1s");
    try (Operator _ = Operator.start(own.lab(), lower)) {
      Lab.await().until(() -> annotated.record().isEmpty());
      Books.quiet(own.lab(), Duration.ofSeconds(3));
      assertThat(promised(signed)).isEqualTo(promised);
    } finally {
      own.operator().restart();
    }
  }

  private static String promised(Asked asked) {
    Lab.await().until(() -> asked.recorded().retainUntil() != null);
    return Objects.requireNonNull(asked.recorded().retainUntil());
  }

  @Test
  void aSignatureIsGoodForNoOtherRequest() {
    Scene scene = Scene.set(own.lab(), Terms.approved());
    Asked one = scene.asks("one", "1h").awaits(RequestPhase.AwaitingApproval);
    Asked two = scene.asks("two", "1h").awaits(RequestPhase.AwaitingApproval);
    String signature = SIGRID.signs(document(scene, one.as(Scene.ASKER).require(), "owner"));
    two.annotate(Scene.ASKER, KEY, signature);
    refused(two, "not made over this");
    one.annotate(Scene.ASKER, KEY, signature);
    one.active();
  }

  @Test
  void certificatesAndWeakKeysAreRefusedByName() throws IOException {
    Scene scene = Scene.set(own.lab(), Terms.approved());
    Asked asked = scene.asks("nightly", "1h").awaits(RequestPhase.AwaitingApproval);
    for (Map.Entry<String, String> weak :
        Map.of("ed25519-cert", "certificate", "dsa", "DSA", "rsa2048", "2048 bits").entrySet()) {
      asked.annotate(Scene.ASKER, KEY, "owner " + inAnHour() + " " + made(weak.getKey()));
      refused(asked, weak.getValue());
    }
  }

  private static Instant inAnHour() {
    return Instant.now().plus(Duration.ofHours(1)).truncatedTo(ChronoUnit.SECONDS);
  }

  /** What ssh-keygen made with such a key, in base 64. */
  private static String made(String key) throws IOException {
    try (InputStream file = Pen.class.getResourceAsStream(key + ".sig")) {
      String armor = new String(Objects.requireNonNull(file).readAllBytes(), US_ASCII);
      return Base64.getEncoder().encodeToString(SshSignature.dearmor(armor).orElseThrow());
    }
  }

  private static void refused(Asked asked, String why) {
    Lab.await()
        .untilAsserted(
            () ->
                assertThat(asked.conditions())
                    .anySatisfy(
                        condition -> {
                          assertThat(condition.getType()).isEqualTo("Approved");
                          assertThat(condition.getStatus()).isEqualTo("False");
                          assertThat(condition.getMessage()).contains(KEY).contains(why);
                        }));
  }

  private static Asked create(Scene scene, String id, Function<AccessRequest, String> signature) {
    AccessRequest request =
        Serialization.unmarshal(
            """
            apiVersion: leasehold.dev/v1alpha1
            kind: AccessRequest
            metadata: {name: committed, namespace: %1$s}
            spec:
              entitlement: {catalog: %1$s, name: reader}
              subject: {serviceAccountName: worker}
              duration: 1h
              requestId: "%2$s"
            """
                .formatted(scene.name(), id),
            AccessRequest.class);
    request.getMetadata().setAnnotations(Map.of(KEY, signature.apply(request)));
    HasMetadata made = scene.lab().client(Scene.ASKER).resource(request).create();
    return new Asked(scene, "committed", made.getMetadata().getUid());
  }

  /** What an approver signs, made only of what anybody can read. */
  private static ApprovalDocument document(Scene scene, AccessRequest request, String... roles) {
    return new ApprovalDocument(
        scene.admin().namespaces().withName("kube-system").get().getMetadata().getUid(),
        scene.name(),
        request.getMetadata().getName(),
        request.getSpec().requestId(),
        CanonicalDigest.of(Serialization.asJson(request.getSpec())),
        scene.name() + ".reader",
        entitlementDigest(scene),
        0,
        Set.of(roles),
        inAnHour());
  }

  private static String entitlementDigest(Scene scene) {
    Lab.await().until(() -> isJudged(catalog(scene)));
    return Objects.requireNonNull(
        Objects.requireNonNull(catalog(scene).getStatus()).entitlements().getFirst().digest());
  }

  private static boolean isJudged(EntitlementCatalog catalog) {
    return catalog.getStatus() != null && !catalog.getStatus().entitlements().isEmpty();
  }

  private static EntitlementCatalog catalog(Scene scene) {
    return scene.admin().resources(EntitlementCatalog.class).withName(scene.name()).require();
  }
}
