package dev.leasehold.evidence;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.List;

/** A text with signatures, by C2SP signed-note. */
final class SignedNote {
  /** Longer ones are refused unread; room for some sixty signatures, or a dozen after quantum. */
  static final int MAX_LENGTH = 65_536;

  private static final String DASH = "\u2014 ";

  private SignedNote() {}

  /**
   * The note with one signature.
   *
   * @param text ends in a newline
   */
  static String sign(String text, SigningKey key) {
    byte[] signature = key.sign(text.getBytes(StandardCharsets.UTF_8));
    VerifierKey verifier = key.verifier();
    return text + "\n" + DASH + verifier.name() + " " + verifier.noteSignature(signature) + "\n";
  }

  /**
   * The text, if one of the keys signed it and none of them is misused.
   *
   * @throws IllegalArgumentException if the note is malformed, or no signature by one of the keys
   *     verifies, or one of them does not
   */
  static String open(String note, Collection<VerifierKey> keys) {
    int end = note.lastIndexOf("\n\n");
    if (note.length() > MAX_LENGTH || end < 0 || !note.endsWith("\n")) {
      throw new IllegalArgumentException("not a signed note");
    }
    String text = note.substring(0, end + 1);
    if (note.chars().anyMatch(c -> c < ' ' && c != '\n')) {
      throw new IllegalArgumentException("control characters in a signed note");
    }
    List<String> lines = note.substring(end + 2).lines().toList();
    List<VerifierKey> valid = new ArrayList<>();
    for (String line : lines) {
      valid.addAll(signers(text, line, keys));
    }
    if (valid.isEmpty()) {
      throw new IllegalArgumentException("no signature by a known key");
    }
    return text;
  }

  private static List<VerifierKey> signers(String text, String line, Collection<VerifierKey> keys) {
    String[] parts = line.split(" ", -1);
    if (parts.length != 3 || !line.startsWith(DASH) || parts[1].isEmpty()) {
      throw new IllegalArgumentException("malformed signature line in a signed note");
    }
    byte[] signed = Base64.getDecoder().decode(parts[2]);
    if (!Base64.getEncoder().encodeToString(signed).equals(parts[2])) {
      throw new IllegalArgumentException("malformed signature in a signed note");
    }
    byte[] message = text.getBytes(StandardCharsets.UTF_8);
    List<VerifierKey> signers =
        keys.stream()
            .filter(k -> k.name().equals(parts[1]) && k.signatureIn(signed).isPresent())
            .toList();
    for (VerifierKey key : signers) {
      if (!key.verifies(message, key.signatureIn(signed).orElseThrow())) {
        throw new IllegalArgumentException("signature by " + key.keyId() + " does not verify");
      }
    }
    return signers;
  }
}
