package dev.leasehold.guard;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.stream.Collectors;

/**
 * Changes whenever a policy of the guard, or a binding of one, is made, edited, deleted or made
 * anew: SHA-256, in hex digits, over kind, name, UID and generation of each.
 */
public record Fingerprint(String value) {
  static Fingerprint of(Collection<? extends HasMetadata> objects) {
    String text = objects.stream().map(Fingerprint::line).sorted().collect(Collectors.joining());
    return new Fingerprint(sha256(text));
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
