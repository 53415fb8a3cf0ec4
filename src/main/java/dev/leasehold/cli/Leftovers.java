package dev.leasehold.cli;

import static dev.leasehold.cli.Leftovers.Finding.Kind.BESIDES;
import static dev.leasehold.cli.Leftovers.Finding.Kind.FROZEN;
import static dev.leasehold.cli.Leftovers.Finding.Kind.UNEXPLAINED;

import dev.leasehold.api.v1alpha1.AccessRecord;
import dev.leasehold.api.v1alpha1.EntitlementCatalog;
import dev.leasehold.api.v1alpha1.EntitlementTarget;
import dev.leasehold.api.v1alpha1.RecordedSubject;
import dev.leasehold.api.v1alpha1.RoleBindingTarget;
import dev.leasehold.api.v1alpha1.ServiceAccountTokenTarget;
import dev.leasehold.lifecycle.RequestObservation.RecordView.Standing;
import dev.leasehold.observe.Keys;
import dev.leasehold.observe.OffboardingReader;
import dev.leasehold.observe.RecordReader;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.api.model.rbac.RoleRef;
import io.fabric8.kubernetes.api.model.rbac.Subject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds access that nobody granted: bindings to roles of catalogs which belong to no live grant,
 * what the subjects of live grants hold besides, and what identities hold that were offboarded.
 * What everybody holds (system:authenticated) is left out, and what the API server itself gives to
 * every service account.
 */
final class Leftovers {
  private static final String CLUSTER_WIDE = "";

  /** Bindings of the API server's own, by which service accounts learn whom to trust. */
  private static final Set<String> DISCOVERY =
      Set.of("system:service-account-issuer-discovery", "system:cluster-trust-bundle-discovery");

  private static final Comparator<RecordedSubject> BY_NAME =
      Comparator.comparing(RecordedSubject::namespace)
          .thenComparing(RecordedSubject::serviceAccountName);

  private final Set<String> catalogued = new HashSet<>();
  private final Set<String> grantedUids = new HashSet<>();
  private final Set<String> liveRequests = new HashSet<>();
  private final Set<RecordedSubject> subjects = new TreeSet<>(BY_NAME);
  private final Set<RecordedSubject> frozen = new TreeSet<>(BY_NAME);

  /** One binding that is to be looked into. */
  record Finding(Kind kind, String namespace, String binding, String role, String who) {
    /** Why it is told. */
    enum Kind {
      /** Binds a role of a catalog, and no grant explains it. */
      UNEXPLAINED,
      /** Gives something to an identity that was offboarded. */
      FROZEN,
      /** Gives a subject of a live grant something besides. */
      BESIDES
    }
  }

  /** What catalogs offer, and what is granted now. */
  Leftovers(List<EntitlementCatalog> catalogs, List<AccessRecord> records) {
    catalogs.stream()
        .flatMap(catalog -> catalog.getSpec().entitlements().stream())
        .flatMap(entitlement -> entitlement.targets().stream())
        .flatMap(Leftovers::bindings)
        .forEach(this::offered);
    records.stream().filter(Leftovers::live).forEach(this::granted);
    records.stream()
        .filter(OffboardingReader::frozen)
        .forEach(record -> frozen.add(record.getSpec().subject()));
    subjects.removeAll(frozen);
  }

  /** Everything that is found, bindings in the order in which they are handed in. */
  List<Finding> among(List<RoleBinding> bindings, List<ClusterRoleBinding> clusterBindings) {
    List<Finding> findings = new ArrayList<>();
    for (RoleBinding binding : bindings) {
      if (!explained(binding)) {
        look(
            findings,
            binding.getMetadata().getNamespace(),
            binding,
            binding.getRoleRef(),
            present(binding.getSubjects()));
      }
    }
    for (ClusterRoleBinding binding : clusterBindings) {
      look(findings, CLUSTER_WIDE, binding, binding.getRoleRef(), present(binding.getSubjects()));
    }
    return findings;
  }

  private void look(
      List<Finding> findings,
      String namespace,
      HasMetadata binding,
      RoleRef role,
      List<Subject> holders) {
    String name = binding.getMetadata().getName();
    String roleName = role.getKind() + " " + role.getName();
    if (namespace.equals(CLUSTER_WIDE) && DISCOVERY.contains(name) && role.getName().equals(name)) {
      return;
    }
    given(frozen, holders, namespace)
        .forEach(who -> findings.add(new Finding(FROZEN, namespace, name, roleName, who)));
    if (isCatalogued(namespace, role)) {
      for (Subject holder : holders) {
        findings.add(
            new Finding(
                UNEXPLAINED, namespace, name, roleName, new Holder(holder, namespace).who()));
      }
      return;
    }
    given(subjects, holders, namespace)
        .forEach(who -> findings.add(new Finding(BESIDES, namespace, name, roleName, who)));
  }

  private static Stream<String> given(
      Set<RecordedSubject> to, List<Subject> holders, String namespace) {
    return to.stream()
        .filter(
            subject ->
                holders.stream().anyMatch(holder -> new Holder(holder, namespace).is(subject)))
        .map(
            subject ->
                "ServiceAccount " + subject.namespace() + "/" + subject.serviceAccountName());
  }

  private boolean isCatalogued(String namespace, RoleRef role) {
    String name = role.getKind() + " " + role.getName();
    return namespace.equals(CLUSTER_WIDE)
        ? catalogued.stream().anyMatch(c -> c.endsWith("/" + name))
        : catalogued.contains(namespace + "/" + name);
  }

  private boolean explained(RoleBinding binding) {
    String request =
        Objects.requireNonNullElse(binding.getMetadata().getLabels(), Map.<String, String>of())
            .getOrDefault(Keys.REQUEST_UID, "");
    return grantedUids.contains(binding.getMetadata().getUid())
        || (liveRequests.contains(request)
            && binding.getMetadata().getName().startsWith("ar-" + request + "-"));
  }

  private static Stream<Bound> bindings(EntitlementTarget target) {
    return Stream.concat(
            Optional.ofNullable(target.serviceAccountToken()).stream()
                .map(ServiceAccountTokenTarget::bindings),
            Optional.ofNullable(target.roleBinding()).stream().map(RoleBindingTarget::bindings))
        .flatMap(List::stream)
        .flatMap(b -> b.namespaces().stream().map(n -> new Bound(n, b.roleRef())));
  }

  private record Bound(String namespace, dev.leasehold.api.v1alpha1.RoleRef role) {}

  private void offered(Bound bound) {
    catalogued.add(bound.namespace() + "/" + bound.role().kind() + " " + bound.role().name());
  }

  private static boolean live(AccessRecord record) {
    return RecordReader.standing(record) != Standing.CLOSED;
  }

  private void granted(AccessRecord record) {
    liveRequests.add(record.getSpec().request().uid());
    subjects.add(record.getSpec().subject());
    if (record.getStatus() != null) {
      record.getStatus().targets().stream()
          .flatMap(target -> target.objects().stream())
          .flatMap(object -> Optional.ofNullable(object.uid()).stream())
          .forEach(grantedUids::add);
    }
  }

  private static List<Subject> present(@Nullable List<Subject> subjects) {
    return Objects.requireNonNullElse(subjects, List.of());
  }
}
