package dev.leasehold.observe;

import dev.leasehold.approval.ssh.PublicKey;
import dev.leasehold.approval.ssh.Signer;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads who signs, as the chart's value {@code signers} says it. */
public final class SignersReader {
  private SignersReader() {}

  /** One of them as it is written. */
  record Written(
      @Nullable String user, @Nullable List<String> groups, @Nullable List<String> keys) {}

  record Configuration(@Nullable List<Written> signers) {}

  /**
   * Reads a list in JSON or YAML.
   *
   * @throws IllegalArgumentException naming the entry that cannot be used, and why
   */
  public static List<Signer> read(String text) {
    List<Written> list;
    try {
      list =
          Objects.requireNonNullElse(
              Serialization.unmarshal("{\"signers\": " + text + "}", Configuration.class).signers(),
              List.<Written>of());
    } catch (RuntimeException e) {
      throw new IllegalArgumentException(
          "signers: not a list of {user, groups, keys}; see values.yaml");
    }
    List<Signer> signers = new ArrayList<>();
    Set<PublicKey> known = new HashSet<>();
    for (int i = 0; i < list.size(); i++) {
      String where = "signers[" + i + "]";
      Signer signer = signer(where, list.get(i));
      for (PublicKey key : signer.keys()) {
        if (!known.add(key)) {
          throw new IllegalArgumentException(
              where + ".keys: " + key.fingerprint() + " is there twice; a key is one person's");
        }
      }
      signers.add(signer);
    }
    return List.copyOf(signers);
  }

  private static Signer signer(String where, Written written) {
    if (written.user() == null || written.keys() == null || written.keys().isEmpty()) {
      throw new IllegalArgumentException(where + ": user and keys are needed");
    }
    if (written.groups() == null) {
      throw new IllegalArgumentException(
          where
              + " ("
              + written.user()
              + "): list all groups of the person, or [] if there are none");
    }
    List<PublicKey> keys = new ArrayList<>();
    for (int i = 0; i < written.keys().size(); i++) {
      switch (PublicKey.parse(written.keys().get(i))) {
        case PublicKey.Parsed.Usable(PublicKey key) -> keys.add(key);
        case PublicKey.Parsed.Unusable(String reason) ->
            throw new IllegalArgumentException(
                where + " (" + written.user() + ").keys[" + i + "]: " + reason);
      }
    }
    try {
      return new Signer(written.user(), Set.copyOf(written.groups()), keys);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(where + "." + e.getMessage());
    }
  }
}
