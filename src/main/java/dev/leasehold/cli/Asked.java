package dev.leasehold.cli;

import dev.leasehold.api.v1alpha1.AccessRequest;
import dev.leasehold.api.v1alpha1.EntitlementCatalog;
import dev.leasehold.evidence.CanonicalDigest;
import dev.leasehold.model.ApprovalPolicy.Place;
import dev.leasehold.model.Binding;
import dev.leasehold.model.Durations;
import dev.leasehold.model.Entitlement;
import dev.leasehold.model.Persons;
import dev.leasehold.model.Reason;
import dev.leasehold.model.Request;
import dev.leasehold.model.Target;
import dev.leasehold.observe.CatalogReader;
import dev.leasehold.observe.RequestReader;
import dev.leasehold.policy.Facts.Offering;
import dev.leasehold.policy.Permissions;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A request in a file, and what exactly it would be given by a catalog and roles in files. */
record Asked(Request request, Entitlement offered, Optional<LimitText> limit) {
  /** Whoever applies it; few conditions ask. */
  private static final String ANYBODY = "somebody";

  /**
   * Reads both.
   *
   * @throws IllegalArgumentException saying what is missing or wrong, and where
   */
  static Asked read(Path request, Path catalog, List<Path> roles, Instant now) {
    List<Path> paths = new ArrayList<>(roles);
    paths.addAll(List.of(request, catalog));
    Manifests manifests = Manifests.in(paths);
    for (Finding fault : manifests.faults()) {
      throw new IllegalArgumentException(fault.place().text() + ": " + fault.message());
    }
    Manifest manifest = read(request);
    Manifest _ = only(catalog, "EntitlementCatalog");
    AccessRequest object = manifest.as(AccessRequest.class);
    object.getMetadata().setNamespace(manifest.namespace());
    object.getMetadata().setUid("offline");
    object.getMetadata().setCreationTimestamp(now.toString());
    Request asked = RequestReader.read(object, Persons.PLAIN, CanonicalDigest::of);
    return new Asked(asked, offered(manifests, manifest, asked, now), LimitText.of(object));
  }

  /**
   * What an approver is to be shown before signing, line by line.
   *
   * @throws IllegalArgumentException if nobody is asked in one of the roles
   */
  List<String> offers(Set<String> roles) {
    List<String> asked = offered.approval().places().stream().map(Place::role).toList();
    if (!asked.containsAll(roles)) {
      throw new IllegalArgumentException("--role: asked for are " + String.join(", ", asked));
    }
    List<String> lines = new ArrayList<>();
    lines.add(
        "%s for %s/%s, for %s: %s"
            .formatted(
                request.entitlement().qualified(),
                request.subject().namespace(),
                request.subject().serviceAccount(),
                Durations.text(request.duration()),
                request.justification()));
    limit.ifPresent(
        less ->
            lines.add(
                "  limited %s; asked was %s; the signature counts under this limit only"
                    .formatted(less.said(), less.asked())));
    Permissions.of(offered, List.of()).forEach(permission -> lines.add("  " + permission));
    Permissions.warnings(offered, List.of()).forEach(warning -> lines.add("  WARNING: " + warning));
    return lines;
  }

  /** A limit that only the file claims would be shown as if an approver had written it. */
  private static Manifest read(Path request) {
    Manifest manifest = only(request, "AccessRequest");
    if (manifest.hasLimit() && !manifest.isAsRead()) {
      throw new IllegalArgumentException(
          manifest.where()
              + ": status.limit: this was not read from a cluster; sign what kubectl get"
              + " accessrequests.leasehold.dev NAME -o yaml prints, or remove the status");
    }
    return manifest.withoutStatusButItsLimit();
  }

  private static Manifest only(Path file, String kind) {
    List<Manifest> found = Manifests.in(List.of(file)).of(Manifest.OURS, kind);
    if (found.size() != 1) {
      throw new IllegalArgumentException(
          file + ": exactly one " + kind + " is to be in it; there are " + found.size());
    }
    for (Finding fault : Schemas.faults(found.getFirst())) {
      throw new IllegalArgumentException(fault.place().text() + ": " + fault.message());
    }
    return found.getFirst();
  }

  private static Entitlement offered(
      Manifests manifests, Manifest manifest, Request request, Instant now) {
    ChartValues values = ChartValues.unknown(manifests);
    FileRoles roles = new FileRoles(manifests, false);
    EarlierRequests none = new EarlierRequests(values.persons(), false);
    FileView view = new FileView(manifests, values, roles, Optional.empty(), none);
    EntitlementCatalog catalog =
        view.catalog(request.entitlement().catalog())
            .orElseThrow(() -> absent("it is not " + request.entitlement().catalog()));
    dev.leasehold.api.v1alpha1.Entitlement wanted =
        catalog.getSpec().entitlements().stream()
            .filter(e -> e.name().equals(request.entitlement().name()))
            .findFirst()
            .orElseThrow(() -> absent("there is no " + request.entitlement().qualified()));
    return switch (new CatalogReader(view, values.toSubjects(), Judging.RULES)
        .read(catalog, wanted, now)) {
      case Offering.Requestable(Entitlement offered) -> {
        exact(offered, roles);
        present(offered, request.targets());
        yield conditional(offered, request)
            ? chosen(offered, manifest, new Judging(view, values, ANYBODY, now))
            : offered.narrowedTo(request.targets());
      }
      case Offering.Exceeding(var _, var _, Reason why) ->
          throw new IllegalArgumentException(why.message());
      case Offering.NotYet(Reason why) -> throw new IllegalArgumentException(why.message());
      case Offering.Retired(Reason why) -> throw new IllegalArgumentException(why.message());
      case Offering.Missing(Reason why) -> throw new IllegalArgumentException(why.message());
    };
  }

  /** What the files say less than the cluster would be signed unseen, or for nothing. */
  private static void exact(Entitlement offered, FileRoles roles) {
    offered.targets().stream()
        .flatMap(target -> target.bindings().stream())
        .map(Binding::role)
        .filter(role -> roles.isUnknown(role) || roles.isOutdated(role))
        .findFirst()
        .ifPresent(
            role -> {
              throw new IllegalArgumentException(
                  "--roles-from: ClusterRole "
                      + role.name()
                      + " is aggregated, and its rules are not as in the cluster; take them from"
                      + " kubectl get clusterrole "
                      + role.name()
                      + " -o yaml");
            });
  }

  /** Nobody signs for nothing. */
  private static void present(Entitlement offered, List<String> wanted) {
    List<String> all = offered.targets().stream().map(Target::name).toList();
    if (!all.containsAll(wanted)) {
      throw new IllegalArgumentException(
          "targets: %s has %s, not all of %s"
              .formatted(
                  offered.ref().qualified(), String.join(", ", all), String.join(", ", wanted)));
    }
  }

  private static boolean conditional(Entitlement offered, Request request) {
    return request.emergency()
        || offered.approval().places().stream().anyMatch(place -> place.when().isPresent());
  }

  /**
   * With the rules that apply, as the operator chooses them. Should it know more than the files do
   * and choose others, then what is signed counts for nothing.
   */
  private static Entitlement chosen(Entitlement offered, Manifest manifest, Judging judging) {
    return switch (judging.judge(manifest)) {
      case Judging.Outcome.Accepted accepted -> accepted.verdict().entitlement();
      case Judging.Outcome.Refused(var _, Reason why) ->
          throw new IllegalArgumentException(
              offered.ref().qualified()
                  + ": which approval rules apply cannot be told: "
                  + why.message()
                  + "; name the request's Namespace and ServiceAccount with --roles-from, or"
                  + " annotate the request instead (status.offer.approveCommand)");
    };
  }

  private static IllegalArgumentException absent(String why) {
    return new IllegalArgumentException("--catalog: " + why);
  }
}
