package dev.leasehold.observe;

import dev.leasehold.api.v1alpha1.AccessRequest;
import dev.leasehold.api.v1alpha1.AccessRequestSpec;
import dev.leasehold.api.v1alpha1.AccessRequestStatus;
import dev.leasehold.lifecycle.Acts;
import dev.leasehold.model.Askers;
import dev.leasehold.model.Channel;
import dev.leasehold.model.EntitlementRef;
import dev.leasehold.model.Persons;
import dev.leasehold.model.Request;
import dev.leasehold.model.RequestRef;
import dev.leasehold.model.Subject;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads an AccessRequest, whose schema has already been checked by the API server. */
public final class RequestReader {
  private RequestReader() {}

  /**
   * The request as a value.
   *
   * @param digest SHA-256 over canonical JSON
   */
  public static Request read(AccessRequest request, Persons persons, UnaryOperator<String> digest) {
    ObjectMeta meta = request.getMetadata();
    AccessRequestSpec spec = request.getSpec();
    return new Request(
        ref(request),
        specDigest(spec, digest),
        new EntitlementRef(spec.entitlement().catalog(), spec.entitlement().name()),
        subject(request),
        LimitReader.extent(request),
        Optional.ofNullable(spec.startAt()).map(Instant::parse),
        spec.justification(),
        spec.ticket(),
        spec.emergency(),
        channel(spec.channel()),
        Objects.requireNonNullElse(spec.secretName(), meta.getName()),
        spec.requestId(),
        askers(request, persons),
        annotations(request).containsKey(Keys.BY_WILDCARD),
        Instant.parse(meta.getCreationTimestamp()));
  }

  private static Channel channel(dev.leasehold.api.v1alpha1.@Nullable Channel channel) {
    return channel == null
        ? Channel.unsaid()
        : new Channel(
            channel.type().name(),
            Objects.requireNonNullElse(channel.name(), ""),
            Objects.requireNonNullElse(channel.reference(), ""));
  }

  /** Whether anything was ever said of it; the default of its status says that nothing was. */
  public static boolean isAnswered(AccessRequest request) {
    AccessRequestStatus status = request.getStatus();
    return status != null && (status.phase() != null || !status.conditions().isEmpty());
  }

  /** Whether the status says that it is neither granted nor ended. */
  public static boolean isOpen(AccessRequest request) {
    AccessRequestStatus status = request.getStatus();
    return status == null || (status.record() == null && status.endedAt() == null);
  }

  /** For whom it asks. */
  public static Subject subject(AccessRequest request) {
    return new Subject(
        request.getMetadata().getNamespace(), request.getSpec().subject().serviceAccountName());
  }

  /** Who asks, as far as that is attested; else nobody. */
  public static Askers askers(AccessRequest request, Persons persons) {
    Map<String, String> annotations = annotations(request);
    String applier = annotations.getOrDefault(Keys.APPLIED_BY, "");
    return new Askers(
        annotations.getOrDefault(Keys.REQUESTED_BY, applier),
        applier,
        isUnproved(request) ? Askers.As.UNPROVED : as(annotations.get(Keys.APPLIED_AS)),
        persons);
  }

  /** Once found at the first offer it stays so: another look could not tell any more. */
  private static boolean isUnproved(AccessRequest request) {
    return request.getStatus() != null
        && request.getStatus().conditions().stream()
            .anyMatch(
                c -> c.getType().equals(Keys.APPLIER_PROVED) && c.getStatus().equals("False"));
  }

  /** A mark that is not known, as of a later version, asks for two people too. */
  private static Askers.As as(@Nullable String mark) {
    return switch (mark) {
      case "Machine" -> Askers.As.MACHINE;
      case null -> Askers.As.PERSON;
      default -> Askers.As.DELEGATE;
    };
  }

  static RequestRef ref(AccessRequest request) {
    ObjectMeta meta = request.getMetadata();
    return new RequestRef(meta.getNamespace(), meta.getName(), meta.getUid());
  }

  /** Requester and applier, as far as they are attested. */
  static Set<String> names(AccessRequest request) {
    Map<String, String> annotations = annotations(request);
    return Stream.of(Keys.APPLIED_BY, Keys.REQUESTED_BY)
        .flatMap(key -> Optional.ofNullable(annotations.get(key)).stream())
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Whether the service account asks, or put it there. */
  public static boolean isAskedBy(Subject account, AccessRequest request) {
    return names(request).stream()
        .anyMatch(name -> Subject.named(name).equals(Optional.of(account)));
  }

  /**
   * Whether a request is being deleted. Such a request is gone, whichever finalizer keeps the
   * object: it gives no access, waits for none and is counted nowhere. What people do to it is
   * still heard.
   */
  public static boolean isTerminating(AccessRequest request) {
    return isTerminating(request.getMetadata());
  }

  /** The same, where no more than the metadata was read. */
  public static boolean isTerminating(ObjectMeta request) {
    return request.getDeletionTimestamp() != null;
  }

  /** Whether people said on it that what was granted is to end, as its record will heed it. */
  public static boolean isEnded(ObjectMeta request) {
    RequestRef ref = new RequestRef(request.getNamespace(), request.getName(), request.getUid());
    Map<String, String> said = Objects.requireNonNullElse(request.getAnnotations(), Map.of());
    return Acts.endingLive(ref, Set.of(), StampReader.read(said), Instant.EPOCH).isPresent();
  }

  /**
   * Whether the applier may know of the Secret that the request names. Others are not told before
   * anybody has approved, or requests would answer what RBAC does not.
   */
  static boolean seesSecret(AccessRequest request) {
    return annotations(request).containsKey(Keys.SECRET_VISIBLE);
  }

  static String specDigest(AccessRequestSpec spec, UnaryOperator<String> digest) {
    return digest.apply(Serialization.asJson(spec));
  }

  static Map<String, String> annotations(AccessRequest request) {
    return Objects.requireNonNullElse(request.getMetadata().getAnnotations(), Map.of());
  }
}
