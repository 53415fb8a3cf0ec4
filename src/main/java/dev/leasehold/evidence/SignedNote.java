package dev.leasehold.evidence;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A text with signatures, by <a href="https://c2sp.org/signed-note">C2SP signed-note</a>. None of
 * them was verified.
 *
 * @param text ends in a newline
 */
record SignedNote(String text, List<Line> lines) {
  /** Longer ones are refused unread; room for some sixty signatures, or a dozen after quantum. */
  static final int MAX_LENGTH = 65_536;

  private static final String DASH = "\u2014 ";

  SignedNote {
    lines = List.copyOf(lines);
  }

  /**
   * One line of a signature.
   *
   * @param signed the key's ID and the signature, in Base64
   */
  record Line(String name, String signed) {
    /**
     * Reads one, without its newline.
     *
     * @throws IllegalArgumentException if it is none
     */
    static Line parse(String line) {
      String[] parts = line.split(" ", -1);
      if (parts.length != 3 || !line.startsWith(DASH) || parts[1].isEmpty()) {
        throw new IllegalArgumentException("malformed signature line in a signed note");
      }
      if (!Base64.getEncoder().encodeToString(bytes(parts[2])).equals(parts[2])) {
        throw new IllegalArgumentException("malformed signature in a signed note");
      }
      return new Line(parts[1], parts[2]);
    }

    private static byte[] bytes(String base64) {
      return Base64.getDecoder().decode(base64);
    }

    /** The signature, if it claims to be by this key. */
    Optional<byte[]> by(NoteKey key) {
      return key.name().equals(name) ? key.signatureIn(bytes(signed)) : Optional.empty();
    }

    /** With its newline. */
    String text() {
      return SignedNote.line(name, signed);
    }
  }

  static String line(String name, String signed) {
    return DASH + name + " " + signed + "\n";
  }

  /**
   * The note with one signature.
   *
   * @param text ends in a newline
   */
  static String sign(String text, SigningKey key) {
    return signed(text, key.sign(messages(text)));
  }

  /**
   * The same.
   *
   * @throws IOException if it cannot be signed now
   */
  static String sign(String text, LogSigner signer) throws IOException {
    return signed(text, signer.sign(messages(text)));
  }

  private static List<byte[]> messages(String text) {
    return List.of(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String signed(String text, LogSigner.Signatures signed) {
    VerifierKey by = signed.by();
    return text + "\n" + line(by.name(), by.noteSignature(signed.each().getFirst()));
  }

  /**
   * Reads a note.
   *
   * @throws IllegalArgumentException if it is malformed
   */
  static SignedNote parse(String note) {
    int end = note.lastIndexOf("\n\n");
    if (note.length() > MAX_LENGTH || end < 0 || !note.endsWith("\n")) {
      throw new IllegalArgumentException("not a signed note");
    }
    if (note.chars().anyMatch(c -> c < ' ' && c != '\n')) {
      throw new IllegalArgumentException("control characters in a signed note");
    }
    String text = note.substring(0, end + 1);
    return new SignedNote(text, note.substring(end + 2).lines().map(Line::parse).toList());
  }

  /** All of it, as it is written. */
  String note() {
    StringBuilder note = new StringBuilder(text).append('\n');
    lines.forEach(line -> note.append(line.text()));
    return note.toString();
  }

  /**
   * The text, if one of the keys signed it and none of them is misused.
   *
   * @throws IllegalArgumentException if the note is malformed, or no signature by one of the keys
   *     verifies, or one of them does not
   */
  static String open(String note, Collection<VerifierKey> keys) {
    return parse(note).signedBy(keys).text();
  }

  /**
   * The same with one signature for each of these keys that signed it, and no others.
   *
   * @throws IllegalArgumentException if there is none, or one by these keys does not verify
   */
  SignedNote signedBy(Collection<VerifierKey> keys) {
    byte[] message = text.getBytes(StandardCharsets.UTF_8);
    Map<String, Line> valid = new LinkedHashMap<>();
    for (Line line : lines) {
      for (VerifierKey key : keys) {
        Optional<byte[]> signature = line.by(key.noteKey());
        if (signature.isPresent() && !key.verifies(message, signature.get())) {
          throw new IllegalArgumentException("signature by " + key.keyId() + " does not verify");
        }
        signature.ifPresent(there -> valid.putIfAbsent(key.text(), line));
      }
    }
    if (valid.isEmpty()) {
      throw new IllegalArgumentException("no signature by a known key");
    }
    return new SignedNote(text, List.copyOf(valid.values()));
  }

  /** The same with one more. */
  SignedNote with(Line line) {
    List<Line> more = new ArrayList<>(lines);
    more.add(line);
    return new SignedNote(text, more);
  }

  /**
   * The cosignatures of one witness.
   *
   * @throws IllegalArgumentException if one of them does not verify
   */
  List<Cosignature> cosignedBy(WitnessKey key) {
    return lines.stream().flatMap(line -> Cosignature.read(text, line, key).stream()).toList();
  }
}
