package dev.leasehold.evidence;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.List;

/**
 * A DSSE envelope around an in-toto statement: what one entry of the log consists of. It is written
 * in canonical JSON, and read only if it is.
 */
public final class Envelope {
  /** The payload type of in-toto statements. */
  static final String TYPE = "application/vnd.in-toto+json";

  private static final ObjectMapper JSON = new ObjectMapper();

  private final byte[] payload;
  private final String keyId;
  private final byte[] signature;

  private Envelope(byte[] payload, String keyId, byte[] signature) {
    this.payload = payload;
    this.keyId = keyId;
    this.signature = signature;
  }

  static Envelope sign(byte[] payload, SigningKey key) {
    return new Envelope(payload.clone(), key.verifier().keyId(), key.sign(encoded(payload)));
  }

  /**
   * Signs several at once.
   *
   * @throws IOException if they cannot be signed now
   */
  static List<Envelope> sign(List<Unsigned> statements, LogSigner signer) throws IOException {
    LogSigner.Signatures signed = signer.sign(statements.stream().map(Unsigned::message).toList());
    List<Envelope> envelopes = new ArrayList<>(statements.size());
    for (int i = 0; i < statements.size(); i++) {
      byte[] payload = statements.get(i).payload();
      envelopes.add(new Envelope(payload, signed.by().keyId(), signed.each().get(i)));
    }
    return envelopes;
  }

  /**
   * Reads an entry of the log.
   *
   * @throws IllegalArgumentException if it is not, to the byte, what this class writes
   */
  public static Envelope parse(byte[] entry) {
    try {
      JsonNode tree = JSON.readTree(entry);
      JsonNode first = tree.path("signatures").path(0);
      Base64.Decoder base64 = Base64.getDecoder();
      Envelope envelope =
          new Envelope(
              base64.decode(tree.path("payload").asText()),
              first.path("keyid").asText(),
              base64.decode(first.path("sig").asText()));
      if (!Arrays.equals(envelope.bytes(), entry)) {
        throw new IllegalArgumentException("not a canonical DSSE envelope with one signature");
      }
      return envelope;
    } catch (IOException e) {
      throw new IllegalArgumentException("not JSON", e);
    }
  }

  /** As it stands in the log: JSON by RFC 8785, which is plain ASCII here. */
  public byte[] bytes() {
    Base64.Encoder base64 = Base64.getEncoder();
    return """
        {"payload":"%s","payloadType":"%s","signatures":[{"keyid":%s,"sig":"%s"}]}"""
        .formatted(
            base64.encodeToString(payload), TYPE, quoted(keyId), base64.encodeToString(signature))
        .getBytes(StandardCharsets.UTF_8);
  }

  private static String quoted(String text) {
    try {
      return JSON.writeValueAsString(text);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The ID of the key that it says to be signed by; nobody verified that. */
  String keyId() {
    return keyId;
  }

  /** Whether one of the keys signed it. */
  public boolean isSignedByOneOf(Collection<VerifierKey> keys) {
    byte[] message = encoded(payload);
    return keys.stream()
        .filter(key -> key.keyId().equals(keyId))
        .anyMatch(key -> key.verifies(message, signature));
  }

  /** The statement; a copy. */
  public byte[] payload() {
    return payload.clone();
  }

  /** DSSE's pre-authentication encoding (PAE), which is what the signature is over. */
  static byte[] encoded(byte[] payload) {
    byte[] head =
        ("DSSEv1 " + TYPE.length() + " " + TYPE + " " + payload.length + " ")
            .getBytes(StandardCharsets.UTF_8);
    byte[] all = Arrays.copyOf(head, head.length + payload.length);
    System.arraycopy(payload, 0, all, head.length, payload.length);
    return all;
  }
}
