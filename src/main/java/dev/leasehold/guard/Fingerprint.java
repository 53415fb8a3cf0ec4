package dev.leasehold.guard;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Changes whenever a policy of the guard, or a binding of one, or a definition of our kinds is
 * made, edited, deleted or made anew: SHA-256, in hex digits, over kind, name, UID and generation
 * of each.
 *
 * @param value over all of them
 * @param policies policies and bindings alone, which say who applied a request: each of them by 16
 *     hex digits for kind, name and UID, and its generation
 * @param unchangedSince since when policies and bindings act as they do; empty if one was ever
 *     edited
 */
public record Fingerprint(String value, String policies, Optional<Instant> unchangedSince) {
  /** A new policy acts after about a second. */
  private static final Duration ACTS = Duration.ofSeconds(3);

  private static final int DIGITS = 16;
  private static final String NONE = "none";
  private static final Pattern EACH =
      Pattern.compile("[0-9a-f]{16}=[0-9]{1,18}(?:,[0-9a-f]{16}=[0-9]{1,18})*+");

  /** No generation, and after none. */
  private static final Long GONE = -2L;

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
    return new Fingerprint(
        sha256(lines(policies) + lines(kinds)), each(policies), unchanged(policies));
  }

  private static String each(Collection<? extends HasMetadata> policies) {
    return policies.isEmpty()
        ? NONE
        : policies.stream()
            .map(policy -> sha256(named(policy)).substring(0, DIGITS) + "=" + generation(policy))
            .sorted()
            .collect(Collectors.joining(","));
  }

  /**
   * Whether each of those policies is still there, edited no more than once since. One edit leads
   * from one specification to the next with none in between, so that nobody has opened and closed
   * them. Further policies only refuse more.
   *
   * @param before {@link #policies} of an earlier time
   */
  public boolean follows(String before) {
    Map<String, Long> now = generations(policies);
    Map<String, Long> then = generations(before);
    return !then.isEmpty()
        && then.entrySet().stream()
            .allMatch(
                policy -> {
                  long edits = now.getOrDefault(policy.getKey(), GONE) - policy.getValue();
                  return edits == 0 || edits == 1;
                });
  }

  /** Empty if that is no such list. */
  private static Map<String, Long> generations(String policies) {
    return EACH.matcher(policies).matches()
        ? Arrays.stream(policies.split(",", -1))
            .map(policy -> policy.split("=", -1))
            .collect(Collectors.toMap(p -> p[0], p -> Long.valueOf(p[1]), Math::min))
        : Map.of();
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
    return named(object) + " " + generation(object) + "\n";
  }

  private static String named(HasMetadata object) {
    ObjectMeta meta = object.getMetadata();
    return "%s %s %s".formatted(object.getKind(), meta.getName(), meta.getUid());
  }

  private static long generation(HasMetadata object) {
    return Objects.requireNonNullElse(object.getMetadata().getGeneration(), 0L);
  }
}
