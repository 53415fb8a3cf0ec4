package dev.leasehold.status;

import dev.leasehold.api.v1alpha1.PlainLine;
import dev.leasehold.model.ReasonCode;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A list of conditions being changed; {@code lastTransitionTime} moves only with {@code status}.
 */
final class Conditions {
  static final String ACCEPTED = "Accepted";
  static final String APPROVED = "Approved";

  /** Only there where fresh credentials were late once. */
  static final String CREDENTIALS_DELIVERED = "CredentialsDelivered";

  /** Only there, and False, where nobody knows who applied a request. */
  static final String APPLIER_PROVED = "ApplierProved";

  /** Only there where somebody asked for a purge who does not count. */
  static final String PURGE_COUNTED = "PurgeCounted";

  static final String READY = "Ready";
  static final String ACCESS_REMOVED = "AccessRemoved";
  static final String REVIEW_REQUIRED = "ReviewRequired";
  static final String EXTERNALLY_MODIFIED = "ExternallyModified";
  static final String REVOCATION_FAILED = "RevocationFailed";

  /** The limit of a condition's message in our schemas. */
  private static final int MESSAGE = 1024;

  private final Map<String, Condition> byType = new LinkedHashMap<>();
  private final @Nullable Long generation;
  private final Instant now;

  Conditions(List<Condition> before, @Nullable Long generation, Instant now) {
    before.forEach(condition -> byType.put(condition.getType(), condition));
    this.generation = generation;
    this.now = now;
  }

  Conditions isTrue(String type, ReasonCode reason, String message) {
    return set(type, "True", reason.text(), message);
  }

  Conditions isFalse(String type, ReasonCode reason, String message) {
    return set(type, "False", reason.text(), message);
  }

  /** Copies a condition of another object, if it is there. */
  Conditions copy(String type, List<Condition> from) {
    from.stream()
        .filter(condition -> condition.getType().equals(type))
        .forEach(c -> set(type, c.getStatus(), c.getReason(), c.getMessage()));
    return this;
  }

  /** Changes a condition only if it is there and True. */
  Conditions clear(String type, ReasonCode reason, String message) {
    return isTrue(type) ? isFalse(type, reason, message) : this;
  }

  /** Says of another type what is said of this one, if anything is. */
  Conditions retell(String from, String type, String status) {
    Condition said = byType.get(from);
    return said == null ? this : set(type, status, said.getReason(), said.getMessage());
  }

  Conditions remove(String type) {
    byType.remove(type);
    return this;
  }

  boolean has(String type) {
    return byType.containsKey(type);
  }

  /** Says more, and first, of a condition that is there and True. */
  Conditions extend(String type, String more) {
    Condition condition = byType.get(type);
    return condition == null || !condition.getStatus().equals("True")
        ? this
        : set(type, "True", condition.getReason(), more + "; " + condition.getMessage());
  }

  boolean isTrue(String type) {
    Condition condition = byType.get(type);
    return condition != null && condition.getStatus().equals("True");
  }

  List<Condition> list() {
    return List.copyOf(byType.values());
  }

  private Conditions set(String type, String status, String reason, String message) {
    Condition before = byType.get(type);
    String since =
        before != null && before.getStatus().equals(status)
            ? before.getLastTransitionTime()
            : Times.seconds(now);
    byType.put(
        type,
        new ConditionBuilder()
            .withType(type)
            .withStatus(status)
            .withReason(reason)
            .withMessage(PlainLine.of(message, MESSAGE))
            .withLastTransitionTime(since)
            .withObservedGeneration(generation)
            .build());
    return this;
  }
}
