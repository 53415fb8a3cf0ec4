package dev.leasehold.path;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.api.v1alpha1.AccessRecord;
import dev.leasehold.api.v1alpha1.AccessRecordStatus;
import dev.leasehold.api.v1alpha1.AccessRequest;
import dev.leasehold.api.v1alpha1.AccessRequestStatus;
import dev.leasehold.api.v1alpha1.Offer;
import dev.leasehold.api.v1alpha1.RequestPhase;
import dev.leasehold.lab.Lab;
import dev.leasehold.lab.Person;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A request that was made, as those see it who wait for it, and what they do to it. */
public record Asked(Shop shop, String name) {
  private static final int QUOTED = 16;

  public AccessRequest now() {
    return as(shop.admin()).get();
  }

  public AccessRequestStatus status() {
    AccessRequestStatus status = now().getStatus();
    return status == null ? Serialization.unmarshal("{}", AccessRequestStatus.class) : status;
  }

  public String uid() {
    return now().getMetadata().getUid();
  }

  /** Waits until it is in this phase, and no longer than it makes sense. */
  public AccessRequestStatus awaits(RequestPhase phase) {
    Lab.await()
        .untilAsserted(
            () ->
                assertThat(status().phase())
                    .as(() -> Serialization.asYaml(status()))
                    .isEqualTo(phase));
    return status();
  }

  /** The condition of that type, waited for. */
  public Condition condition(String type, String reason) {
    Lab.await()
        .untilAsserted(
            () ->
                assertThat(status().conditions())
                    .anyMatch(c -> c.getType().equals(type) && c.getReason().equals(reason)));
    return condition(type);
  }

  public Condition condition(String type) {
    return status().conditions().stream()
        .filter(c -> c.getType().equals(type))
        .findFirst()
        .orElseThrow();
  }

  /**
   * Waits until whoever asks comes after this one: when something was made is told to the second.
   */
  Asked ahead() {
    Instant made = Instant.parse(now().getMetadata().getCreationTimestamp());
    Lab.await().until(() -> !Instant.now().isBefore(made.plusSeconds(1)));
    return this;
  }

  public Offer offer() {
    return offer(RequestPhase.AwaitingApproval);
  }

  /** What is offered, or was, once it is in this phase. */
  Offer offer(RequestPhase phase) {
    return Objects.requireNonNull(awaits(phase).offer());
  }

  /**
   * These accept the offer that there is now, and where that was replaced just then, look again.
   */
  public Asked approvedBy(Person... people) {
    Offer offer = offer();
    for (Person person : people) {
      offer = accepted(person, offer);
    }
    return this;
  }

  private Offer accepted(Person person, Offer offer) {
    try {
      annotate(person, "leasehold.dev/approve", offer.digest().substring(0, QUOTED));
      return offer;
    } catch (KubernetesClientException e) {
      if (String.valueOf(e.getMessage()).contains("that is not the current offer")) {
        return accepted(person, offer());
      }
      throw e;
    }
  }

  /** These accept it, and it becomes active. */
  public Asked activeBy(Person... people) {
    approvedBy(people).awaits(RequestPhase.Active);
    return this;
  }

  public void annotate(Person who, String key, String value) {
    as(shop.lab().client(who))
        .patch(
            new PatchContext.Builder()
                .withPatchType(PatchType.JSON_MERGE)
                .withFieldManager("leasehold")
                .build(),
            Serialization.asJson(Map.of("metadata", Map.of("annotations", Map.of(key, value)))));
  }

  public void deletedBy(Person who) {
    as(shop.lab().client(who)).delete();
  }

  public AccessRecord record() {
    return record(uid());
  }

  public AccessRecord record(String uid) {
    return shop.admin().resources(AccessRecord.class).withName("ar-" + uid).get();
  }

  /** What the record of the request with this UID says happened. */
  public AccessRecordStatus recorded(String uid) {
    return Objects.requireNonNull(record(uid).getStatus(), "the record has no status yet");
  }

  public Secret secret() {
    return secret(name);
  }

  public Secret secret(String secretName) {
    return shop.admin().secrets().inNamespace(shop.namespace()).withName(secretName).get();
  }

  /** Uses what was delivered. */
  public Workload workload() {
    return Workload.bearing(shop.lab(), secret());
  }

  /** Everything that bears the mark of the request with this UID. */
  public List<String> marked(String uid) {
    return made(uid).map(Asked::place).toList();
  }

  /** Which versions there are of it, of its record, and of all that was made for it. */
  public Map<String, String> versions() {
    Map<String, String> versions = new TreeMap<>();
    Stream.concat(made(uid()), Stream.of(as(shop.admin()).require(), record()))
        .forEach(o -> versions.put(place(o), o.getMetadata().getResourceVersion()));
    return versions;
  }

  /** What was made for the request with this UID. */
  Stream<HasMetadata> made(String uid) {
    KubernetesClient admin = shop.admin();
    return Stream.<List<? extends HasMetadata>>of(
            admin.rbac().roleBindings().inAnyNamespace().withLabel(MARK, uid).list().getItems(),
            admin.serviceAccounts().inAnyNamespace().withLabel(MARK, uid).list().getItems(),
            admin.secrets().inAnyNamespace().withLabel(MARK, uid).list().getItems())
        .flatMap(List::stream);
  }

  /** Nothing of it is left, or was ever there. */
  public void leftNothing(String uid) {
    assertThat(marked(uid)).isEmpty();
  }

  private static String place(HasMetadata object) {
    return object.getKind()
        + " "
        + object.getMetadata().getNamespace()
        + "/"
        + object.getMetadata().getName();
  }

  /** What was said of it by Events. */
  public List<Event> events() {
    return shop.admin()
        .v1()
        .events()
        .inNamespace(shop.namespace())
        .withField("involvedObject.uid", uid())
        .list()
        .getItems();
  }

  private Resource<AccessRequest> as(KubernetesClient client) {
    return client.resources(AccessRequest.class).inNamespace(shop.namespace()).withName(name);
  }

  private static final String MARK = "leasehold.dev/request-uid";
}
