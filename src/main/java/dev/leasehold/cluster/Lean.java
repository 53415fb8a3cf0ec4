package dev.leasehold.cluster;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.client.informers.cache.BasicItemStore;
import io.fabric8.kubernetes.client.informers.cache.Cache;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Keeps of each object what is read of it. Whoever may write an object of a kind that is watched
 * could otherwise fill the heap: most fields of metadata have no limit but the object's own.
 */
class Lean<T extends HasMetadata> extends BasicItemStore<T> {
  private static final String OURS = "leasehold.dev";

  /**
   * The keys that the guard stamps service accounts with, and bounds; of other keys it does not.
   */
  private static final Predicate<String> OFFBOARDING_KEYS =
      Pattern.compile("(reason[.]leasehold[.]dev/offboarding-|offboarding[.]leasehold[.]dev/)[1-8]")
          .asMatchPredicate();

  /** The keys of which the guard lets nobody write more on a request than it knows. */
  private static final Predicate<String> OUR_KEYS =
      Pattern.compile("([a-z0-9-]+[.])*leasehold[.]dev/.*").asMatchPredicate();

  private final Consumer<T> strip;

  Lean(Consumer<T> strip) {
    super(Lean::key);
    this.strip = strip;
  }

  @Override
  public T put(String key, T object) {
    strip.accept(object);
    return super.put(key, object);
  }

  private static String key(HasMetadata object) {
    return Cache.namespaceKeyFunc(
        object.getMetadata().getNamespace(), LongNames.told(object.getMetadata().getName()));
  }

  /** Who it is, and nothing that anybody says of it. */
  static void bare(HasMetadata object) {
    labelled(object);
    object.getMetadata().setLabels(null);
  }

  /** The same with labels. */
  static void labelled(HasMetadata object) {
    said(object, key -> false);
  }

  /** With labels, and these annotations. */
  private static void said(HasMetadata object, Predicate<String> keys) {
    ObjectMeta meta = object.getMetadata();
    owned(object);
    meta.setName(LongNames.told(meta.getName()));
    meta.setOwnerReferences(null);
    meta.setFinalizers(null);
    annotations(meta, keys);
  }

  /** A request, with what people may have said on it. */
  static void request(HasMetadata request) {
    ObjectMeta meta = request.getMetadata();
    owned(request);
    meta.setLabels(null);
    annotations(meta, OUR_KEYS);
  }

  /** What the operator made itself: whose it is can be told by its label and its owner. */
  static void made(HasMetadata object) {
    owned(object);
    object.getMetadata().setAnnotations(null);
  }

  /** With everything but who manages which field, and owners that are not ours. */
  static void owned(HasMetadata object) {
    ObjectMeta meta = object.getMetadata();
    meta.setManagedFields(null);
    if (meta.getOwnerReferences() != null) {
      meta.setOwnerReferences(meta.getOwnerReferences().stream().filter(Lean::isOurs).toList());
    }
  }

  static void role(Role role) {
    LeanRole.strip(role);
  }

  static void account(ServiceAccount account) {
    said(account, OFFBOARDING_KEYS);
    account.getMetadata().setLabels(null);
    account.setSecrets(null);
    account.setImagePullSecrets(null);
  }

  static void namespace(Namespace namespace) {
    labelled(namespace);
    namespace.setSpec(null);
    namespace.setStatus(null);
  }

  private static boolean isOurs(OwnerReference owner) {
    return Objects.requireNonNullElse(owner.getApiVersion(), "").startsWith(OURS + "/");
  }

  private static void annotations(ObjectMeta meta, Predicate<String> keys) {
    if (meta.getAnnotations() != null) {
      Map<String, String> kept = new LinkedHashMap<>(meta.getAnnotations());
      kept.keySet().removeIf(keys.negate());
      meta.setAnnotations(kept.isEmpty() ? null : kept);
    }
  }
}
