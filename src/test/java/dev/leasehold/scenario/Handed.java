package dev.leasehold.scenario;

import dev.leasehold.lifecycle.Rotation;
import dev.leasehold.model.CredentialFacts;
import dev.leasehold.model.Grant;
import dev.leasehold.model.Holdings;
import dev.leasehold.model.ObjectRef;
import dev.leasehold.model.Target;
import dev.leasehold.model.VaultHold;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a cluster that does everything it is told would have handed out. */
final class Handed {
  private static final String GRANTS = "leasehold-grants";
  private static final String RBAC = "rbac.authorization.k8s.io/v1";

  private Handed() {}

  static Holdings out(Grant grant, Target target, int generation, Holdings before, Instant now) {
    return new Holdings(
        objects(grant, target), credential(grant, target, generation, now), before.current());
  }

  /** The Secret for the requester, if there is anything to put into it. */
  static Optional<ObjectRef> delivered(Grant grant) {
    return grant.targets().stream().anyMatch(Target::hasCredential)
        ? Optional.of(object("v1", "Secret", grant.request().namespace(), grant.secretName()))
        : Optional.empty();
  }

  static Map<String, String> proofs(Grant grant) {
    return grant.targets().stream()
        .collect(Collectors.toMap(Target::name, target -> "each was looked for and is gone"));
  }

  private static List<ObjectRef> objects(Grant grant, Target target) {
    List<ObjectRef> objects = new ArrayList<>();
    String name = grant.request().recordName() + "-" + target.name();
    if (target instanceof Target.ServiceAccountToken) {
      objects.add(object("v1", "ServiceAccount", GRANTS, name));
    }
    for (int i = 0; i < target.bindings().size(); i++) {
      String namespace = target.bindings().get(i).namespace();
      objects.add(object(RBAC, "RoleBinding", namespace, name + "-" + i));
    }
    return objects;
  }

  private static Optional<CredentialFacts> credential(
      Grant grant, Target target, int generation, Instant now) {
    Instant issuedAt = now.truncatedTo(ChronoUnit.SECONDS);
    return target
        .credentialLife()
        .map(life -> Rotation.of(grant.targets()).notAfter(grant.window(), life, now))
        .map(
            until ->
                target instanceof Target.Vault
                    ? CredentialFacts.unanchored(
                        generation, "accessor-" + generation, issuedAt, until)
                    : new CredentialFacts(
                        generation,
                        "jti-" + generation,
                        object("v1", "Secret", GRANTS, "anchor-" + generation),
                        issuedAt,
                        until));
  }

  /** What Vault would have said that it holds, before it was delivered. */
  static Optional<VaultHold> held(Grant grant, Target target, int generation, Instant now) {
    return target instanceof Target.Vault vault
        ? credential(grant, target, generation, now)
            .map(
                facts ->
                    new VaultHold(
                        generation,
                        facts.jti(),
                        vault.source().path().map(path -> path + "/lease-" + generation).stream()
                            .toList(),
                        facts.expiresAt()))
        : Optional.empty();
  }

  private static ObjectRef object(String version, String kind, String namespace, String name) {
    return new ObjectRef(version, kind, namespace, name, "uid-of-" + name);
  }
}
