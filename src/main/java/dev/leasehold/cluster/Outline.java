package dev.leasehold.cluster;

import dev.leasehold.api.v1alpha1.AccessRequest;
import dev.leasehold.api.v1alpha1.AccessRequestSpec;
import dev.leasehold.api.v1alpha1.EntitlementRef;
import dev.leasehold.api.v1alpha1.SubjectRef;
import dev.leasehold.observe.Keys;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of a request that nobody was answered yet where there are too many of them: which it
 * is, who asks where, since when, and whether it is an emergency. It is read when its turn comes.
 */
public final class Outline {
  /**
   * No catalog, entitlement or account is called so. It is not empty: the framework hands on copies
   * that it makes by way of JSON, in which what is empty is left out.
   */
  private static final String NONE = "?";

  private static final EntitlementRef UNREAD = new EntitlementRef(NONE, NONE);

  private static final AccessRequestSpec PLAIN = spec(false);
  private static final AccessRequestSpec EMERGENCY = spec(true);

  /** All that {@link dev.leasehold.observe.RequestReader#askers} looks at. */
  private static final Set<String> ASKERS =
      Set.of(Keys.APPLIED_BY, Keys.REQUESTED_BY, Keys.APPLIED_AS);

  private Outline() {}

  /** Drops everything else from the request. */
  public static void reduce(AccessRequest request) {
    ObjectMeta meta = request.getMetadata();
    request.setMetadata(
        new ObjectMetaBuilder()
            .withName(meta.getName())
            .withNamespace(meta.getNamespace())
            .withUid(meta.getUid())
            .withResourceVersion(meta.getResourceVersion())
            .withCreationTimestamp(meta.getCreationTimestamp())
            .withDeletionTimestamp(meta.getDeletionTimestamp())
            .withAnnotations(askers(meta.getAnnotations()))
            .build());
    request.setSpec(request.getSpec().emergency() ? EMERGENCY : PLAIN);
  }

  /** Whether no more than that is known of it. */
  public static boolean is(AccessRequest request) {
    return request.getSpec().entitlement().equals(UNREAD);
  }

  private static Map<String, String> askers(@Nullable Map<String, String> annotations) {
    return Objects.requireNonNullElse(annotations, Map.<String, String>of()).entrySet().stream()
        .filter(e -> ASKERS.contains(e.getKey()))
        .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  private static AccessRequestSpec spec(boolean emergency) {
    return new AccessRequestSpec(
        UNREAD, new SubjectRef(NONE), NONE, List.of(), null, "", "", emergency, null, null, "");
  }
}
