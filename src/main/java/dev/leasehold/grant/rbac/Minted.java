package dev.leasehold.grant.rbac;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * A token as the API server minted it, read without ever making a String of it, and what its own
 * payload says of it.
 */
final class Minted {
  private static final JsonFactory JSON = new JsonFactory();

  private byte @Nullable [] token;
  private @Nullable Instant expiresAt;
  private @Nullable String jti;
  private @Nullable Instant issuedAt;

  private Minted() {}

  /**
   * Reads the answer to a TokenRequest.
   *
   * @throws IOException without a word of the answer in it, if that is not one
   */
  static Minted read(byte[] answer) throws IOException {
    Minted minted = new Minted();
    walk(answer, minted::status);
    if (minted.token == null || minted.expiresAt == null) {
      throw new IOException("no token in the answer");
    }
    walk(payload(minted.token), minted::claim);
    if (minted.jti == null || minted.issuedAt == null) {
      throw new IOException("no ID in the token");
    }
    return minted;
  }

  byte[] token() {
    return present(token);
  }

  Instant expiresAt() {
    return present(expiresAt);
  }

  String jti() {
    return present(jti);
  }

  Instant issuedAt() {
    return present(issuedAt);
  }

  private interface Field {
    void at(String pointer, JsonParser value) throws IOException;
  }

  private static void walk(byte[] json, Field field) throws IOException {
    try (JsonParser parser = JSON.createParser(json)) {
      for (JsonToken next = parser.nextToken(); next != null; next = parser.nextToken()) {
        if (next.isScalarValue()) {
          field.at(parser.getParsingContext().pathAsPointer().toString(), parser);
        }
      }
    } catch (IOException | RuntimeException e) {
      // The parser's own words quote what it read.
      throw new IOException("not readable");
    }
  }

  private void status(String pointer, JsonParser value) throws IOException {
    switch (pointer) {
      case "/status/token" -> token = ascii(value);
      case "/status/expirationTimestamp" -> expiresAt = Instant.parse(value.getText());
      default -> {}
    }
  }

  private void claim(String pointer, JsonParser value) throws IOException {
    switch (pointer) {
      case "/jti" -> jti = value.getText();
      case "/iat" -> issuedAt = Instant.ofEpochSecond(value.getLongValue());
      default -> {}
    }
  }

  private static byte[] ascii(JsonParser value) throws IOException {
    char[] characters = value.getTextCharacters();
    byte[] bytes = new byte[value.getTextLength()];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) characters[value.getTextOffset() + i];
    }
    return bytes;
  }

  private static byte[] payload(byte[] token) throws IOException {
    int start = indexOfDot(token, 0) + 1;
    int end = indexOfDot(token, start);
    try {
      return Base64.getUrlDecoder().decode(Arrays.copyOfRange(token, start, end));
    } catch (IllegalArgumentException e) {
      throw new IOException("not a JWT");
    }
  }

  private static int indexOfDot(byte[] token, int from) throws IOException {
    for (int i = from; i < token.length; i++) {
      if (token[i] == '.') {
        return i;
      }
    }
    throw new IOException("not a JWT");
  }

  private static <T> T present(@Nullable T value) {
    if (value == null) {
      throw new IllegalStateException("read() has not seen it");
    }
    return value;
  }
}
