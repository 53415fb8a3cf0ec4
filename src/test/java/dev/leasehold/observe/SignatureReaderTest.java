package dev.leasehold.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.api.v1alpha1.AccessRequest;
import dev.leasehold.approval.ssh.ApprovalDocument;
import dev.leasehold.approval.ssh.Pen;
import dev.leasehold.approval.ssh.SignatureAnnotation;
import dev.leasehold.approval.ssh.Signer;
import dev.leasehold.evidence.CanonicalDigest;
import dev.leasehold.lifecycle.Guard;
import dev.leasehold.lifecycle.RequestObservation;
import dev.leasehold.lifecycle.RequestObservation.Offer;
import dev.leasehold.lifecycle.RequestObservation.RecordView;
import dev.leasehold.model.Approval;
import dev.leasehold.model.Entitlement;
import dev.leasehold.model.Offered;
import dev.leasehold.model.Persons;
import dev.leasehold.model.Signatures;
import dev.leasehold.model.Target;
import dev.leasehold.model.Window;
import dev.leasehold.observe.Authority.Answer;
import dev.leasehold.observe.Authority.Question;
import dev.leasehold.policy.Verdict;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** Which signatures on a request are approvals of what is offered. */
final class SignatureReaderTest {
  private static final Instant NOW = Instant.parse("2026-12-01T08:00:00Z");
  private static final Instant UNTIL = NOW.plusSeconds(3600);
  private static final Duration RETENTION = Duration.ofDays(90);
  private static final String CLUSTER = "5f4d1f4b-0000-4ad0-9a2e-2d9b4f6e2c11";
  private static final String OFFER = "d".repeat(64);
  private static final String KEY = SignatureAnnotation.PREFIX + "anna";
  private static final Pen ANNA = new Pen(1);
  private static final Pen STRANGER = new Pen(2);
  private static final Signer SIGNER =
      new Signer("anna", Set.of("payments-owners"), List.of(ANNA.key()));

  private final Set<Question> asked = new HashSet<>();
  private Predicate<Question> allows =
      q -> q.verb().equals("approve") && q.subresource().equals("owner");
  private boolean answers = true;
  private List<Approval> latched = List.of();
  private Optional<Entitlement> entitlement = Optional.of(Offered.ordinary().entitlement());
  private String asker = "rita";
  private boolean controllersToo;
  private Optional<List<Target>> renewed = Optional.empty();

  @Test
  void aSignatureOnWhatIsOfferedIsAnApprovalInTheRolesThatItsMakerHolds() {
    assertThat(read(Map.of(KEY, ANNA.signs(document(Set.of("owner", "security"))))))
        .isEqualTo(
            new Signatures(
                List.of(new Signatures.Signed("anna", Set.of("owner"))), List.of(), false));
    assertThat(asked)
        .contains(
            new Question(
                "approve", "leasehold.dev", "entitlements", "owner", "", "payments.orders-reader"));
  }

  /** Each thing that a signature covers; were one left out, this would find it. */
  @Test
  void aSignatureOnAnythingElseIsNone() {
    ApprovalDocument d = document(Set.of("owner"));
    List<ApprovalDocument> others = new ArrayList<>();
    others.add(with(d, "another", d.namespace(), d.name(), d.requestId(), d.specDigest()));
    others.add(with(d, d.cluster(), "another", d.name(), d.requestId(), d.specDigest()));
    others.add(with(d, d.cluster(), d.namespace(), "another", d.requestId(), d.specDigest()));
    others.add(with(d, d.cluster(), d.namespace(), d.name(), "2", d.specDigest()));
    others.add(with(d, d.cluster(), d.namespace(), d.name(), d.requestId(), "a".repeat(64)));
    others.add(offering(d, "payments.other", d.entitlementDigest(), 0));
    others.add(offering(d, d.entitlement(), "b".repeat(64), 0));
    others.add(offering(d, d.entitlement(), d.entitlementDigest(), 1));
    for (ApprovalDocument other : others) {
      assertThat(refusal(Map.of(KEY, ANNA.signs(other)))).contains("not made over this");
    }
    String good = ANNA.signs(d);
    assertThat(refusal(Map.of(KEY, good.replaceFirst("owner", "owner,security"))))
        .contains("not made over this");
    assertThat(refusal(Map.of(KEY, good.replaceFirst("T09:00:00Z", "T10:00:00Z"))))
        .contains("not made over this");
  }

  @Test
  void whateverWouldBeGrantedOtherwiseNeedsAnotherSignature() {
    String signature = ANNA.signs(document(Set.of("owner")));
    entitlement = Optional.of(Offered.ordinary().lastingAtMost(Duration.ofHours(9)).entitlement());
    assertThat(refusal(Map.of(KEY, signature))).contains("not made over this");
  }

  /** What is pinned is granted once more, whatever the roles give at the moment. */
  @Test
  void whoSignsARenewalSignsWhatIsPinned() {
    Entitlement today = Offered.ordinary().handingOut(Offered.OWN).entitlement();
    Entitlement pinned = today.giving(List.of(Offered.bindingOf("orders-reader")));
    renewed = Optional.of(pinned.targets());
    entitlement = Optional.of(today);
    assertThat(refusal(Map.of(KEY, ANNA.signs(renewing(today))))).contains("not made over this");
    assertThat(read(Map.of(KEY, ANNA.signs(renewing(pinned)))).signed()).hasSize(1);
  }

  private ApprovalDocument renewing(Entitlement terms) {
    return SignatureReader.document(
        CLUSTER,
        RequestReader.read(request(), Persons.PLAIN, CanonicalDigest::of),
        terms,
        1,
        Set.of("owner"),
        UNTIL,
        CanonicalDigest::of);
  }

  @Test
  void aStrangersSignatureIsRefusedWithoutAskingAnybody() {
    assertThat(refusal(Map.of(KEY, STRANGER.signs(document(Set.of("owner"))))))
        .startsWith(KEY + ": ")
        .contains("is no signer's");
    assertThat(asked).isEmpty();
  }

  @Test
  void aSignatureCountsBeforeItsEndAndNotAtIt() {
    assertThat(refusal(Map.of(KEY, ANNA.signs(document(Set.of("owner"), NOW)))))
        .contains("it was good until");
    assertThat(
            read(Map.of(KEY, ANNA.signs(document(Set.of("owner"), NOW.plusSeconds(1))))).signed())
        .hasSize(1);
  }

  /** Else it could be counted once more when the record of its first use is gone. */
  @Test
  void aSignatureIsGoodForNoLongerThanRecordsAreKept() {
    Instant last = NOW.plus(RETENTION);
    assertThat(read(Map.of(KEY, ANNA.signs(document(Set.of("owner"), last)))).signed()).hasSize(1);
    assertThat(refusal(Map.of(KEY, ANNA.signs(document(Set.of("owner"), last.plusSeconds(1))))))
        .contains("longer than records are kept");
  }

  @Test
  void rightsByWildcardDoNotMakeASigner() {
    String signature = ANNA.signs(document(Set.of("owner")));
    allows = q -> true;
    assertThat(refusal(Map.of(KEY, signature))).contains("wildcard");
    allows = q -> q.verb().equals("approve");
    assertThat(refusal(Map.of(KEY, signature))).contains("wildcard");
    allows = q -> q.resource().equals("entitlements") && q.subresource().equals("owner");
    assertThat(refusal(Map.of(KEY, signature))).contains("holds none of the roles");
  }

  @Test
  void whoeverCanActAsTheAskerOrTheSubjectDoesNotApproveForThem() {
    Predicate<Question> approves = allows;
    String signature = ANNA.signs(document(Set.of("owner")));
    asker = "system:serviceaccount:gitops:argocd";
    for (Question way :
        List.of(
            new Question("impersonate", "", "serviceaccounts", "", "payments", "nightly"),
            new Question("create", "", "serviceaccounts", "token", "payments", "nightly"),
            new Question("impersonate", "", "serviceaccounts", "", "gitops", "argocd"),
            new Question(
                "impersonate:serviceaccount",
                "authentication.k8s.io",
                "serviceaccounts",
                "",
                "gitops",
                "argocd"))) {
      allows = approves.or(way::equals);
      controllersToo = false;
      assertThat(refusal(Map.of(KEY, signature))).contains("may impersonate");
      controllersToo = true;
      assertThat(read(Map.of(KEY, signature)).signed()).hasSize(1);
    }
    asker = "rita";
    controllersToo = false;
    allows = approves.or(new Question("impersonate", "", "users", "", "", "rita")::equals);
    assertThat(refusal(Map.of(KEY, signature))).contains("may impersonate");
  }

  @Test
  void nobodySignsForThemselves() {
    asker = "anna";
    assertThat(refusal(Map.of(KEY, ANNA.signs(document(Set.of("owner"))))))
        .contains("nobody approves for themselves");
  }

  @Test
  void whatCannotBeAskedIsNeitherCountedNorRefused() {
    answers = false;
    assertThat(read(Map.of(KEY, ANNA.signs(document(Set.of("owner"))))))
        .isEqualTo(new Signatures(List.of(), List.of(), true));
  }

  @Test
  void whatWasLatchedIsNotAskedAgain() {
    latched = List.of(new Approval("anna", Set.of("owner"), OFFER, NOW, Approval.Method.SIGNATURE));
    assertThat(read(Map.of(KEY, ANNA.signs(document(Set.of("owner")))))).isEqualTo(KNOWN);
    assertThat(asked).isEmpty();
  }

  /** Its end says until when it can be seen first. */
  @Test
  void whatWasLatchedIsKnownBeyondItsEnd() {
    latched = List.of(new Approval("anna", Set.of("owner"), OFFER, NOW, Approval.Method.SIGNATURE));
    assertThat(read(Map.of(KEY, ANNA.signs(document(Set.of("owner"), NOW))))).isEqualTo(KNOWN);
  }

  /** Status alone attests nothing. */
  @Test
  void whatWasLatchedIsNotKnownWithoutASignatureThatVerifies() {
    latched = List.of(new Approval("anna", Set.of("owner"), OFFER, NOW, Approval.Method.SIGNATURE));
    assertThat(read(Map.of())).isEqualTo(Signatures.NONE);
    assertThat(refusal(Map.of(KEY, STRANGER.signs(document(Set.of("owner"))))))
        .contains("is no signer's");
  }

  /** It counts once; but nobody is to wait for it. */
  @Test
  void whatWasLatchedAndLapsedIsSaidTo() {
    Instant lapsed = NOW.minus(Offered.VALID_FOR);
    latched = List.of(new Approval("anna", Set.of("owner"), OFFER, lapsed, SIGNED));
    assertThat(refusal(Map.of(KEY, ANNA.signs(document(Set.of("owner"))))))
        .contains("it was counted, and lapsed at " + NOW, "approveCommand");
    latched = List.of(new Approval("anna", Set.of("owner"), OFFER, lapsed.plusNanos(1), SIGNED));
    assertThat(read(Map.of(KEY, ANNA.signs(document(Set.of("owner")))))).isEqualTo(KNOWN);
  }

  private static final Approval.Method SIGNED = Approval.Method.SIGNATURE;

  private static final Signatures KNOWN =
      new Signatures(
          List.of(), List.of(new Signatures.Signed("anna", Set.of("owner"))), List.of(), false);

  @Test
  void noMoreThanEightAreLookedAt() {
    Map<String, String> many = new HashMap<>();
    for (int i = 0; i < 9; i++) {
      many.put(SignatureAnnotation.PREFIX + i, "nonsense");
    }
    assertThat(read(many).refused())
        .hasSize(9)
        .contains(SignatureAnnotation.PREFIX + "8: only 8 are looked at");
  }

  private Signatures read(Map<String, String> signatures) {
    AccessRequest request = request();
    request.getMetadata().getAnnotations().putAll(signatures);
    RequestObservation seen =
        new RequestObservation(
            RequestReader.read(request, Persons.PLAIN, CanonicalDigest::of),
            new Verdict.Permitted(entitlement.orElseThrow(), "uid", List.of()),
            Optional.of(new Offer(OFFER, "g", UNTIL, renewed.isPresent() ? 1 : 0)),
            false,
            latched,
            List.of(),
            Optional.empty(),
            false,
            false,
            renewed.map(
                targets ->
                    new RecordView(
                        RecordView.Standing.ACTIVE,
                        Optional.empty(),
                        targets,
                        false,
                        OFFER,
                        new Window(NOW, UNTIL),
                        1,
                        false)),
            false,
            false,
            new Guard.Live("g"),
            Optional.empty(),
            Signatures.NONE);
    return new SignatureReader(List.of(SIGNER), RETENTION, CanonicalDigest::of)
        .read(request, seen, view(), NOW);
  }

  private String refusal(Map<String, String> signatures) {
    Signatures read = read(signatures);
    assertThat(read.signed()).isEmpty();
    assertThat(read.refused()).hasSize(1);
    return read.refused().getFirst();
  }

  private AccessRequest request() {
    return Serialization.unmarshal(
        """
        metadata:
          name: nightly
          namespace: payments
          uid: 2d9b4f6e-0d0b-4ad0-9a2e-5f4d1f4b2c11
          creationTimestamp: "2026-12-01T07:00:00Z"
          annotations: {leasehold.dev/applied-by: %s, leasehold.dev/requested-by: %s}
        spec:
          entitlement: {catalog: payments, name: orders-reader}
          subject: {serviceAccountName: nightly}
          duration: 4h
          requestId: "1"
        status:
          offer: {digest: %s, nonce: n, guard: g, roles: [owner, security], renewal: %s,
                  decideBy: "2026-12-02T08:00:00Z", duration: 4h, allowSubjectControllers: %s}
        """
            .formatted(asker, asker, OFFER, renewed.isPresent() ? 1 : 0, controllersToo),
        AccessRequest.class);
  }

  private ApprovalDocument document(Set<String> roles) {
    return document(roles, UNTIL);
  }

  private ApprovalDocument document(Set<String> roles, Instant notAfter) {
    return SignatureReader.document(
        CLUSTER,
        RequestReader.read(request(), Persons.PLAIN, CanonicalDigest::of),
        entitlement.orElseThrow(),
        0,
        roles,
        notAfter,
        CanonicalDigest::of);
  }

  private static ApprovalDocument with(
      ApprovalDocument d, String cluster, String namespace, String name, String id, String spec) {
    return new ApprovalDocument(
        cluster,
        namespace,
        name,
        id,
        spec,
        d.entitlement(),
        d.entitlementDigest(),
        d.renewal(),
        d.roles(),
        d.notAfter());
  }

  private static ApprovalDocument offering(
      ApprovalDocument d, String entitlement, String digest, int renewal) {
    return new ApprovalDocument(
        d.cluster(),
        d.namespace(),
        d.name(),
        d.requestId(),
        d.specDigest(),
        entitlement,
        digest,
        renewal,
        d.roles(),
        d.notAfter());
  }

  private ClusterView view() {
    return new EmptyView() {
      @Override
      public Optional<Namespace> namespace(String name) {
        return Optional.of(
            new NamespaceBuilder().withNewMetadata().withUid(CLUSTER).endMetadata().build());
      }

      @Override
      public Authority authority() {
        return (user, groups, question) -> {
          asked.add(question);
          assertThat(user).isEqualTo("anna");
          assertThat(groups).containsExactly("payments-owners");
          return answers ? (allows.test(question) ? Answer.YES : Answer.NO) : Answer.UNKNOWN;
        };
      }
    };
  }
}
