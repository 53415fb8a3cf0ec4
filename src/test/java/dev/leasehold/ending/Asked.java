package dev.leasehold.ending;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.api.v1alpha1.AccessRecord;
import dev.leasehold.api.v1alpha1.AccessRecordStatus;
import dev.leasehold.api.v1alpha1.AccessRequest;
import dev.leasehold.api.v1alpha1.AccessRequestStatus;
import dev.leasehold.api.v1alpha1.EndingCause;
import dev.leasehold.api.v1alpha1.Offer;
import dev.leasehold.api.v1alpha1.RecordPhase;
import dev.leasehold.api.v1alpha1.RequestPhase;
import dev.leasehold.api.v1alpha1.Window;
import dev.leasehold.lab.Lab;
import dev.leasehold.lab.Person;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;

/** A request that was made, what came of it, and what people do to it. */
record Asked(Scene scene, String name, String uid) {
  static final String GRANTS = "leasehold-grants";

  Resource<AccessRequest> as(Person who) {
    return scene
        .lab()
        .client(who)
        .resources(AccessRequest.class)
        .inNamespace(scene.name())
        .withName(name);
  }

  Optional<AccessRequestStatus> status() {
    return Optional.ofNullable(
            scene
                .admin()
                .resources(AccessRequest.class)
                .inNamespace(scene.name())
                .withName(name)
                .get())
        .map(AccessRequest::getStatus);
  }

  /** None, as long as nobody has looked at it. */
  List<Condition> conditions() {
    return status().map(AccessRequestStatus::conditions).orElse(List.of());
  }

  /** Waits until one of its conditions is like this. */
  Asked says(Predicate<Condition> like) {
    Lab.await().untilAsserted(() -> assertThat(conditions()).as(this::told).anyMatch(like));
    return this;
  }

  Optional<RequestPhase> phase() {
    return status().map(AccessRequestStatus::phase);
  }

  Asked awaits(RequestPhase phase) {
    Lab.await().untilAsserted(() -> assertThat(phase()).as(this::told).contains(phase));
    return this;
  }

  Asked active() {
    return awaits(RequestPhase.Active);
  }

  Asked approved() {
    return approvedBy(Scene.OWNER);
  }

  /**
   * This person accepts what is offered now, and where that was replaced just then, looks again.
   */
  Asked approvedBy(Person who) {
    awaits(RequestPhase.AwaitingApproval);
    try {
      annotate(who, "leasehold.dev/approve", offer().digest());
      return this;
    } catch (KubernetesClientException e) {
      if (String.valueOf(e.getMessage()).contains("that is not the current offer")) {
        return approvedBy(who);
      }
      throw e;
    }
  }

  /** What is offered, or was. */
  Offer offer() {
    return Objects.requireNonNull(status().orElseThrow().offer());
  }

  /** An approval of this offer in the owner's name, as only the API server may write it. */
  String stamp(String digest) {
    return uid + " " + digest + " owner " + Scene.OWNER.name();
  }

  void revoked() {
    annotate(Scene.ASKER, "leasehold.dev/revoke", "no longer needed");
  }

  void annotate(Person who, String key, String value) {
    Notes.merge(as(who), key, value);
  }

  Optional<AccessRecord> record() {
    return Optional.ofNullable(
        scene.admin().resources(AccessRecord.class).withName("ar-" + uid).get());
  }

  AccessRecordStatus recorded() {
    return record().map(AccessRecord::getStatus).orElseThrow();
  }

  /** When the window ends. */
  Instant end() {
    Window window = Objects.requireNonNull(record().orElseThrow().getSpec().window());
    return Instant.parse(window.end());
  }

  Optional<Condition> recordedCondition(String type) {
    return recorded().conditions().stream()
        .filter(c -> c.getType().equals(type) && c.getStatus().equals("True"))
        .findFirst();
  }

  /** Waits until nothing is left, which is proved, and it ended because of this. */
  void ended(EndingCause cause) {
    ended(cause, Duration.ofSeconds(30));
  }

  void ended(EndingCause cause, Duration limit) {
    Lab.await()
        .atMost(limit)
        .untilAsserted(
            () -> assertThat(recorded().phase()).as(this::told).isEqualTo(RecordPhase.Ended));
    assertThat(Objects.requireNonNull(recorded().ending()).cause()).isEqualTo(cause);
    assertThat(recorded().targets()).allSatisfy(t -> assertThat(t.proof()).isNotBlank());
    assertThat(Books.marked(scene.lab(), uid)).isEmpty();
  }

  Resource<RoleBinding> binding() {
    return scene
        .admin()
        .rbac()
        .roleBindings()
        .inNamespace(scene.shop())
        .withName("ar-" + uid + "-shop-0");
  }

  Resource<ServiceAccount> account() {
    return scene.admin().serviceAccounts().inNamespace(GRANTS).withName("ar-" + uid + "-shop");
  }

  Resource<Secret> anchor(int generation) {
    return scene
        .admin()
        .secrets()
        .inNamespace(GRANTS)
        .withName("ar-" + uid + "-shop-" + generation);
  }

  Resource<Secret> secret() {
    return scene.admin().secrets().inNamespace(scene.name()).withName(name);
  }

  /** What was delivered. */
  String token() {
    return token("token");
  }

  /** The same, of a request with several targets, which has the target's name before it. */
  private String token(String key) {
    String encoded = secret().require().getData().get(key);
    return new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
  }

  /** What was delivered, to be used. */
  Bearer bearer() {
    return bearer("token");
  }

  /** The same, delivered under this key. */
  Bearer bearer(String key) {
    scene.lab().awaitRoleBindings();
    return new Bearer(scene.lab().clientOf(scene.lab().tokenKubeconfig(token(key))), scene.shop());
  }

  String told() {
    return name
        + " "
        + status().map(Serialization::asYaml).orElse("gone")
        + record().map(Serialization::asYaml).orElse("no record");
  }
}
