package dev.leasehold.ending;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.api.v1alpha1.AccessRecord;
import dev.leasehold.api.v1alpha1.AccessRecordStatus;
import dev.leasehold.api.v1alpha1.AccessRequest;
import dev.leasehold.api.v1alpha1.Credential;
import dev.leasehold.api.v1alpha1.EntitlementCatalog;
import dev.leasehold.api.v1alpha1.RecordPhase;
import dev.leasehold.api.v1alpha1.TargetStatus;
import dev.leasehold.lab.Lab;
import dev.leasehold.lab.Stillness;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Compares what records say with what is there; an auditor could do the same. */
final class Books {
  private static final String MARK = "leasehold.dev/request-uid";
  private static final Set<RecordPhase> CLOSED =
      Set.of(
          RecordPhase.Ended,
          RecordPhase.Refused,
          RecordPhase.Forgotten,
          RecordPhase.Frozen,
          RecordPhase.Reinstated);

  private Books() {}

  /** Everything that bears the mark of this request. */
  static List<String> marked(Lab lab, String uid) {
    return marked(lab).filter(o -> uid.equals(mark(o))).map(Books::place).toList();
  }

  /** Whatever does not belong, or is missing; empty when all is well. */
  static List<String> faults(Lab lab) {
    List<HasMetadata> marked = marked(lab).toList();
    List<AccessRecord> records = lab.adminClient().resources(AccessRecord.class).list().getItems();
    List<String> faults = new ArrayList<>();
    Set<String> owned = new HashSet<>();
    Set<String> there = new HashSet<>(marked.stream().map(o -> o.getMetadata().getUid()).toList());
    for (AccessRecord record : records) {
      RecordPhase phase = record.getStatus() == null ? null : record.getStatus().phase();
      if (phase == RecordPhase.Active) {
        Map<String, String> listed = listed(record);
        owned.addAll(listed.keySet());
        listed.forEach(
            (uid, what) -> {
              if (!there.contains(uid)) {
                faults.add(record.getMetadata().getName() + " lacks its " + what + " " + uid);
              }
            });
      } else if (phase == null || !CLOSED.contains(phase)) {
        faults.add(record.getMetadata().getName() + " is still " + phase);
      }
    }
    marked.stream()
        .filter(o -> !owned.contains(o.getMetadata().getUid()))
        .forEach(o -> faults.add(place(o) + " belongs to no live record"));
    return faults;
  }

  /** Waits until the books are right. */
  static void settled(Lab lab, Duration limit) {
    Lab.await()
        .atMost(limit)
        .pollInterval(Duration.ofMillis(500))
        .untilAsserted(() -> assertThat(faults(lab)).isEmpty());
  }

  /** Waits until nothing of ours has been written in the whole lab for so long. */
  static void quiet(Lab lab, Duration span) {
    Map<String, String> _ = Stillness.of(() -> versions(lab, any -> true), span);
  }

  /**
   * The same for what belongs to a scene: where tests share a lab, what others have left there goes
   * on, and replaces its credentials now and then.
   */
  static void quiet(Scene scene, Duration span) {
    Map<String, String> _ = Stillness.of(() -> versions(scene.lab(), scene.name()::equals), span);
  }

  /** Of what teams in such namespaces ask for. */
  private static Map<String, String> versions(Lab lab, Predicate<String> namespaces) {
    KubernetesClient admin = lab.adminClient();
    List<AccessRequest> requests =
        admin.resources(AccessRequest.class).inAnyNamespace().list().getItems().stream()
            .filter(request -> namespaces.test(request.getMetadata().getNamespace()))
            .toList();
    List<AccessRecord> records =
        admin.resources(AccessRecord.class).list().getItems().stream()
            .filter(record -> namespaces.test(record.getSpec().request().namespace()))
            .toList();
    Set<String> uids = new HashSet<>();
    requests.forEach(request -> uids.add(request.getMetadata().getUid()));
    records.forEach(record -> uids.add(record.getSpec().request().uid()));
    Map<String, String> versions = new TreeMap<>();
    Stream.of(
            requests,
            records,
            admin.resources(EntitlementCatalog.class).list().getItems().stream()
                .filter(catalog -> namespaces.test(catalog.getMetadata().getName()))
                .toList(),
            marked(lab)
                .filter(
                    o -> uids.contains(mark(o)) || namespaces.test(o.getMetadata().getNamespace()))
                .toList())
        .flatMap(List::stream)
        .forEach(o -> versions.put(place(o), o.getMetadata().getResourceVersion()));
    return versions;
  }

  /** UIDs of all that it says is there, with what each is. */
  private static Map<String, String> listed(AccessRecord record) {
    AccessRecordStatus status = Objects.requireNonNull(record.getStatus());
    Map<String, String> listed = new TreeMap<>();
    for (TargetStatus target : status.targets()) {
      target.objects().forEach(object -> listed.put(String.valueOf(object.uid()), object.kind()));
      anchor(target.credential()).ifPresent(uid -> listed.put(uid, "credential"));
      anchor(target.previousCredential()).ifPresent(uid -> listed.put(uid, "earlier credential"));
    }
    if (status.delivered() != null) {
      listed.put(String.valueOf(status.delivered().uid()), "delivered Secret");
    }
    return listed;
  }

  private static Optional<String> anchor(@Nullable Credential credential) {
    return Optional.ofNullable(credential).map(known -> String.valueOf(known.anchorUid()));
  }

  private static Stream<HasMetadata> marked(Lab lab) {
    KubernetesClient admin = lab.adminClient();
    return Stream.<List<? extends HasMetadata>>of(
            admin.rbac().roleBindings().inAnyNamespace().withLabel(MARK).list().getItems(),
            admin.serviceAccounts().inAnyNamespace().withLabel(MARK).list().getItems(),
            admin.secrets().inAnyNamespace().withLabel(MARK).list().getItems())
        .flatMap(List::stream);
  }

  private static String mark(HasMetadata object) {
    return object.getMetadata().getLabels().getOrDefault(MARK, "");
  }

  private static String place(HasMetadata object) {
    return object.getKind()
        + " "
        + object.getMetadata().getNamespace()
        + "/"
        + object.getMetadata().getName();
  }
}
