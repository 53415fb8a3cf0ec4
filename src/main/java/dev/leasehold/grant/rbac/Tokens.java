package dev.leasehold.grant.rbac;

import dev.leasehold.grant.Credential;
import dev.leasehold.grant.Issued;
import dev.leasehold.grant.Outcome;
import dev.leasehold.grant.Unavailable;
import dev.leasehold.model.Binding;
import dev.leasehold.model.CredentialFacts;
import dev.leasehold.model.Grant;
import dev.leasehold.model.ObjectRef;
import dev.leasehold.model.Reason;
import dev.leasehold.model.ReasonCode;
import dev.leasehold.model.Target;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** Mints tokens for grants' service accounts, each bound to its own anchor. */
final class Tokens {
  /** The API server mints nothing shorter. */
  private static final Duration SHORTEST = Duration.ofMinutes(10);

  /** The fence lets the operator mint nothing longer. */
  private static final Duration LONGEST = Duration.ofDays(1);

  private final Cluster cluster;
  private final Names names;
  private final RbacSettings settings;

  Tokens(Cluster cluster, Names names, RbacSettings settings) {
    this.cluster = cluster;
    this.names = names;
    this.settings = settings;
  }

  Outcome<Issued> mint(
      Grant grant,
      Target.ServiceAccountToken target,
      int generation,
      ObjectRef anchor,
      Instant now,
      Instant notAfter) {
    Duration lifetime = lifetime(now, notAfter);
    Address account = names.account(grant, target);
    try (Exchange answer = cluster.requestToken(account, request(target, anchor, lifetime))) {
      if (!answer.succeeded()) {
        return notMinted(account, Verdict.of(answer, account));
      }
      Minted minted = Minted.read(answer.body());
      CredentialFacts facts =
          new CredentialFacts(
              generation, minted.jti(), anchor, minted.issuedAt(), minted.expiresAt());
      return new Outcome.Done<>(new Issued(facts, credential(grant, target, minted.token())));
    } catch (IOException e) {
      throw Verdict.unavailable(ReasonCode.UNINTELLIGIBLE, account, "its token could not be read");
    }
  }

  /** What is left until {@code notAfter}, within what can be minted at all. */
  private static Duration lifetime(Instant now, Instant notAfter) {
    Duration left = Duration.between(now, notAfter);
    if (left.compareTo(SHORTEST) < 0) {
      return SHORTEST;
    }
    return left.compareTo(LONGEST) > 0 ? LONGEST : left;
  }

  private static Object request(
      Target.ServiceAccountToken target, ObjectRef anchor, Duration lifetime) {
    return new TokenRequestBuilder()
        .withNewSpec()
        .withAudiences(target.audiences())
        .withExpirationSeconds(lifetime.toSeconds())
        .withNewBoundObjectRef()
        .withApiVersion(anchor.apiVersion())
        .withKind(anchor.kind())
        .withName(anchor.name())
        .withUid(anchor.uid())
        .endBoundObjectRef()
        .endSpec()
        .build();
  }

  private static Outcome<Issued> notMinted(Address account, Reply reply) {
    return switch (reply) {
      case Reply.Invalid(Reason reason) -> new Outcome.Refused<>(reason);
      case Reply.Fenced(String policy) ->
          new Outcome.Refused<>(
              new Reason(
                  ReasonCode.FENCED, "Policy " + policy + " refuses a token for " + account + "."));
      // Provisioning makes it again, and the anchor of this attempt is replaced.
      case Reply.Absent _, Reply.NoNamespace _ ->
          throw new Unavailable(
              new Reason(ReasonCode.ACCOUNT_MISSING, account + " is missing; it is made again."));
      case Reply.Present _, Reply.Deleted _, Reply.Taken _, Reply.Conflict _ ->
          throw Creation.contended(account);
    };
  }

  private Credential credential(Grant grant, Target target, byte[] token) {
    String namespace =
        target.bindings().stream()
            .findFirst()
            .map(Binding::namespace)
            .orElse(grant.request().namespace());
    Map<String, byte[]> entries = new LinkedHashMap<>();
    entries.put("token", token);
    entries.put("ca.crt", settings.certificateAuthority().getBytes(StandardCharsets.UTF_8));
    entries.put("namespace", namespace.getBytes(StandardCharsets.UTF_8));
    settings
        .server()
        .ifPresent(
            server ->
                entries.put(
                    "kubeconfig",
                    Kubeconfig.of(server, settings.certificateAuthority(), namespace, token)));
    return new Credential(entries);
  }
}
