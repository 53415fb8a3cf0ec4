package dev.leasehold.guard;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Changes whenever a policy of the guard, or a binding of one, or a definition of our kinds is
 * made, edited, deleted or made anew: SHA-256, in hex digits, over kind, name, UID and generation
 * of each.
 *
 * @param value over all of them
 * @param policies over policies and bindings alone, which say who applied a request
 * @param unchangedSince since when policies and bindings act as they do; empty if one was ever
 *     edited
 */
public record Fingerprint(String value, String policies, Optional<Instant> unchangedSince) {
  /** A new policy acts after about a second. */
  private static final Duration ACTS = Duration.ofSeconds(3);

  /** Of what may have been changed at any time. */
  public Fingerprint(String value) {
    this(value, Optional.empty());
  }

  /** The same, unchanged since then. */
  public Fingerprint(String value, Optional<Instant> unchangedSince) {
    this(value, value, unchangedSince);
  }

  static Fingerprint of(
      Collection<? extends HasMetadata> policies, Collection<? extends HasMetadata> kinds) {
    String those = lines(policies);
    return new Fingerprint(sha256(those + lines(kinds)), sha256(those), unchanged(policies));
  }

  private static String lines(Collection<? extends HasMetadata> objects) {
    return objects.stream().map(Fingerprint::line).sorted().collect(Collectors.joining());
  }

  /** What is of its first generation is as it was made, and only the API server says when. */
  private static Optional<Instant> unchanged(Collection<? extends HasMetadata> objects) {
    boolean original =
        objects.stream()
            .map(HasMetadata::getMetadata)
            .allMatch(
                m -> Objects.equals(m.getGeneration(), 1L) && m.getCreationTimestamp() != null);
    return original
        ? objects.stream()
            .map(object -> Instant.parse(object.getMetadata().getCreationTimestamp()).plus(ACTS))
            .max(Comparator.naturalOrder())
        : Optional.empty();
  }

  /** The same, as far as nobody knows since when it is there. */
  Fingerprint undated() {
    return new Fingerprint(value, policies, Optional.empty());
  }

  /** The same policies, seen in another epoch, are not the same guard. */
  public String in(String epoch) {
    return sha256(value + " " + epoch);
  }

  private static String sha256(String text) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha256.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static String line(HasMetadata object) {
    ObjectMeta meta = object.getMetadata();
    return "%s %s %s %s\n"
        .formatted(object.getKind(), meta.getName(), meta.getUid(), meta.getGeneration());
  }
}
