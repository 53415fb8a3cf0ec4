package dev.leasehold.cli;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * The objects of a List that {@code kubectl get -o yaml} or {@code json} wrote into a file, one
 * after the other. No more than one of them is held.
 */
final class RecordDump {
  /** More than the API server stores of an object, in YAML with all its indentation. */
  private static final int MAX_ITEM = 8 << 20;

  private static final ObjectMapper JSON =
      new ObjectMapper()
          .configure(StreamReadFeature.STRICT_DUPLICATE_DETECTION.mappedFeature(), true);

  private final JsonParser parser;
  private final Allowance allowance;

  private RecordDump(JsonParser parser, Allowance allowance) {
    this.parser = parser;
    this.allowance = allowance;
  }

  /**
   * Goes through the objects.
   *
   * @throws IOException if it is no such List, or not all of one, or an object is too large
   */
  static void read(Path file, Consumer<JsonNode> each) throws IOException {
    try (Allowance allowance = new Allowance(Files.newInputStream(file), MAX_ITEM)) {
      try (InputStream in = new BufferedInputStream(allowance);
          JsonParser parser = parser(in)) {
        new RecordDump(parser, allowance).list(each);
      } catch (IOException e) {
        throw allowance.isExceeded() ? Allowance.exceeded(MAX_ITEM) : e;
      }
    }
  }

  private static JsonParser parser(InputStream in) throws IOException {
    in.mark(1);
    int first = in.read();
    in.reset();
    InputStreamReader text = new InputStreamReader(in, StandardCharsets.UTF_8);
    return first == '{' ? JSON.createParser(text) : Yaml.stream(text);
  }

  /** Its kind comes after its items, so that what was cut off is noticed. */
  private void list(Consumer<JsonNode> each) throws IOException {
    boolean isList = false;
    boolean hasItems = false;
    expect(parser.nextToken() == JsonToken.START_OBJECT);
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      JsonToken value = parser.nextToken();
      if (name.equals("items")) {
        expect(value == JsonToken.START_ARRAY);
        items(each);
        hasItems = true;
      } else if (name.equals("kind")) {
        isList = parser.getValueAsString("").endsWith("List");
      } else {
        JsonParser _ = parser.skipChildren();
      }
    }
    expect(isList && hasItems && parser.nextToken() == null);
  }

  private void items(Consumer<JsonNode> each) throws IOException {
    while (parser.nextToken() == JsonToken.START_OBJECT) {
      each.accept(parser.readValueAsTree());
      allowance.renew();
    }
    expect(parser.currentToken() == JsonToken.END_ARRAY);
  }

  private static void expect(boolean met) throws IOException {
    if (!met) {
      throw new IOException("expected one whole List, as kubectl get -o yaml or json prints it");
    }
  }
}
