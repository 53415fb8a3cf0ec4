package dev.leasehold.sweep;

import dev.leasehold.cluster.Pages;
import dev.leasehold.observe.OffboardingReader;
import dev.leasehold.observe.RequestReader;
import dev.leasehold.observe.Tombstones;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * Why a record should be looked at although it says nothing itself, found round by round in lists
 * of what it refers to. What cannot be listed is no reason, and hides no other.
 */
final class Reasons {
  private static final Logger LOG = Logger.getLogger(Reasons.class);

  /** Each so many rounds what is large and changes seldom is listed too. */
  private static final int SELDOM = 4;

  private static final String RBAC = "/apis/rbac.authorization.k8s.io/v1/";

  /** Their metadata takes 384 KiB at most (decision 0060). */
  private static final Pages.Of REQUESTS =
      Pages.Of.all("/apis/leasehold.dev/v1alpha1/accessrequests", 4 * Pages.OTHERS);

  private static final Pages.Of ACCOUNTS =
      Pages.Of.all(Marked.Kind.SERVICE_ACCOUNT.everywhere(), Pages.OTHERS);
  private static final Pages.Of ROLES = Pages.Of.all(RBAC + "roles", Pages.OTHERS);
  private static final Pages.Of CLUSTER_ROLES = Pages.Of.all(RBAC + "clusterroles", Pages.OTHERS);

  private final Pages pages;
  private final Tombstones tombstones;
  private Map<String, String> bindings = Map.of();
  private Map<String, String> roles = Map.of();
  private int rounds;
  private boolean complete;

  Reasons(Pages pages, Tombstones tombstones) {
    this.pages = pages;
    this.tombstones = tombstones;
  }

  /** UIDs of the requests whose records should be looked at. */
  Set<String> concerned(Optional<List<Marked>> marked, OpenRecords records) {
    Set<String> concerned = new HashSet<>();
    complete = true;
    records.open().stream()
        .filter(r -> records.frozen().contains(r.identity()) || isBuried(r))
        .forEach(r -> concerned.add(r.request()));
    concerned.addAll(told("requests", () -> ended(records)));
    marked.ifPresent(all -> concerned.addAll(changed(all, records)));
    rounds++;
    if (rounds % SELDOM == 0) {
      concerned.addAll(told("subjects", () -> withoutSubject(records)));
      concerned.addAll(told("roles", () -> ofOtherRoles(records)));
    }
    return concerned;
  }

  /** Where its record knows of that already, one more look changes nothing. */
  private boolean isBuried(Open open) {
    return tombstones.ended(open.request()) || tombstones.offboarded(open.identity()).isPresent();
  }

  /** Whether everything that was to be listed in this round could be. */
  boolean complete() {
    return complete;
  }

  private Set<String> told(String what, Supplier<Set<String>> look) {
    try {
      return look.get();
    } catch (RuntimeException e) {
      complete = false;
      LOG.warnf("sweep what=%s is tried again: %s", what, e.getMessage());
      return Set.of();
    }
  }

  /** Whose request is gone, is being deleted, or bears people's word that it is to end. */
  private Set<String> ended(OpenRecords records) {
    Set<String> left =
        records.open().stream().map(Open::request).collect(Collectors.toCollection(HashSet::new));
    List<String> going =
        pages.metadata(
            REQUESTS,
            meta ->
                left.remove(meta.getUid())
                        && (RequestReader.isTerminating(meta) || RequestReader.isEnded(meta))
                    ? Optional.of(meta.getUid())
                    : Optional.empty());
    left.addAll(going);
    return left;
  }

  /** Whose objects are missing or being deleted, or bindings were changed since the last round. */
  private Set<String> changed(List<Marked> marked, OpenRecords records) {
    Set<String> there =
        marked.stream().filter(m -> !m.going()).map(Marked::uid).collect(Collectors.toSet());
    List<Marked> bound = marked.stream().filter(m -> m.kind() == Marked.Kind.ROLE_BINDING).toList();
    Map<String, String> now = new HashMap<>();
    bound.forEach(m -> now.put(m.uid(), m.version()));
    Set<String> others = differing(bindings, now);
    bindings = now;
    return Stream.concat(
            bound.stream().filter(m -> others.contains(m.uid())).map(Marked::request),
            records.open().stream().filter(r -> !there.containsAll(r.objects())).map(Open::request))
        .collect(Collectors.toSet());
  }

  /** Whose subject is not there any more, is being deleted, or is stamped as offboarded. */
  private Set<String> withoutSubject(OpenRecords records) {
    Set<String> left = new HashSet<>();
    records.open().forEach(r -> r.subject().ifPresent(left::add));
    List<String> stamped =
        pages.metadata(
            ACCOUNTS,
            meta ->
                left.remove(meta.getUid())
                        && (meta.getDeletionTimestamp() != null || OffboardingReader.stamped(meta))
                    ? Optional.of(meta.getUid())
                    : Optional.empty());
    left.addAll(stamped);
    return records.open().stream()
        .filter(r -> r.subject().filter(left::contains).isPresent())
        .map(Open::request)
        .collect(Collectors.toSet());
  }

  /** Whose roles were changed since they were last listed, or are others than those bound. */
  private Set<String> ofOtherRoles(OpenRecords records) {
    Set<String> wanted =
        records.open().stream()
            .flatMap(r -> r.roles().stream())
            .map(Open.Bound::role)
            .collect(Collectors.toSet());
    Map<String, String> now = new HashMap<>();
    Map<String, String> uids = new HashMap<>();
    Stream.of(ROLES, CLUSTER_ROLES)
        .forEach(
            kind -> {
              List<String> _ =
                  pages.metadata(
                      kind,
                      meta -> {
                        String role = Open.role(meta.getNamespace(), meta.getName());
                        if (wanted.contains(role)) {
                          now.put(role, meta.getResourceVersion());
                          uids.put(role, meta.getUid());
                        }
                        return Optional.empty();
                      });
            });
    Set<String> others = differing(roles, now);
    roles = now;
    return records.open().stream()
        .filter(
            r ->
                r.roles().stream()
                    .anyMatch(bound -> others.contains(bound.role()) || isAnother(bound, uids)))
        .map(Open::request)
        .collect(Collectors.toSet());
  }

  private static boolean isAnother(Open.Bound bound, Map<String, String> uids) {
    return bound.uid().filter(uid -> !uid.equals(uids.getOrDefault(bound.role(), uid))).isPresent();
  }

  /** The keys of what was there before in another version. */
  private static Set<String> differing(Map<String, String> before, Map<String, String> now) {
    return now.entrySet().stream()
        .filter(e -> !before.getOrDefault(e.getKey(), e.getValue()).equals(e.getValue()))
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }
}
