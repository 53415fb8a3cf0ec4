package dev.leasehold.scenario;

import dev.leasehold.api.v1alpha1.AccessRequest;
import dev.leasehold.approval.ssh.ApprovalDocument;
import dev.leasehold.approval.ssh.Pen;
import dev.leasehold.approval.ssh.SignatureAnnotation;
import dev.leasehold.approval.ssh.Signer;
import dev.leasehold.evidence.CanonicalDigest;
import dev.leasehold.lifecycle.RequestObservation;
import dev.leasehold.observe.Authority;
import dev.leasehold.observe.SignatureReader;
import dev.leasehold.policy.Verdict;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Who signs in scenarios, and what RBAC says of them: Anna is an owner, Nils is a signer only. */
record Signatory(Scenario scenario) {
  static final List<Signer> SIGNERS =
      List.of(
          new Signer("anna", Set.of(), List.of(pen("anna").key())),
          new Signer("nils", Set.of(), List.of(pen("nils").key())));

  private static Pen pen(String who) {
    return new Pen(who.length() + who.charAt(0));
  }

  /** The request, signed as the scenario says it was. */
  AccessRequest sign(AccessRequest object, RequestObservation seen, Seen view) {
    Map<String, Object> how = scenario.map("signed");
    if (!how.isEmpty() && seen.verdict() instanceof Verdict.Permitted permitted) {
      Map<String, String> annotations = new HashMap<>(object.getMetadata().getAnnotations());
      annotations.put(
          SignatureAnnotation.PREFIX + how.get("by"),
          pen(String.valueOf(how.get("by"))).signs(document(how, seen, permitted, view)));
      object.getMetadata().setAnnotations(annotations);
    }
    return object;
  }

  @SuppressWarnings("unchecked")
  private static ApprovalDocument document(
      Map<String, Object> how, RequestObservation seen, Verdict.Permitted permitted, Seen view) {
    return SignatureReader.document(
        view.namespace("kube-system").orElseThrow().getMetadata().getUid(),
        seen.request(),
        permitted.entitlement(),
        seen.offer().orElseThrow().renewal(),
        Set.copyOf((List<String>) how.get("roles")),
        Instant.parse(String.valueOf(how.get("until"))),
        how.containsKey("of") ? text -> String.valueOf(how.get("of")) : CanonicalDigest::of);
  }

  /** What the API server would say. */
  Authority.Answer may(String user, Authority.Question question) {
    if (scenario.map("signed").containsKey("unanswered")) {
      return Authority.Answer.UNKNOWN;
    }
    return user.equals("anna")
            && question.verb().equals("approve")
            && question.subresource().equals("owner")
        ? Authority.Answer.YES
        : Authority.Answer.NO;
  }
}
