package dev.leasehold.cli;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.io.IOContext;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.io.Reader;
import java.util.Set;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.events.ScalarEvent;

/**
 * Reads YAML as kubectl and Helm do: {@code y}, {@code on} and the like are booleans there, and so
 * no text.
 */
final class Yaml extends YAMLFactory {
  private static final long serialVersionUID = 1L;

  private static final Set<String> YES = Set.of("y", "Y", "yes", "Yes", "YES", "on", "On", "ON");
  private static final Set<String> NO = Set.of("n", "N", "no", "No", "NO", "off", "Off", "OFF");

  private static final ObjectMapper MAPPER = mapper(Manifests.BYTES);
  private static final ObjectMapper ENDLESS = mapper(Integer.MAX_VALUE);

  /** In Unicode characters. */
  private final int limit;

  private Yaml(int limit) {
    this.limit = limit;
  }

  private static ObjectMapper mapper(int limit) {
    return new ObjectMapper(new Yaml(limit))
        .configure(StreamReadFeature.STRICT_DUPLICATE_DETECTION.mappedFeature(), true);
  }

  /** Goes through the documents of a text. */
  static JsonParser documents(String text) throws IOException {
    return MAPPER.createParser(text);
  }

  /** Goes through a text that is too long to be held; whoever reads it limits what is held. */
  static JsonParser stream(Reader text) throws IOException {
    return ENDLESS.createParser(text);
  }

  /** The document that begins at the parser's current token. */
  static JsonNode document(JsonParser parser) throws IOException {
    return MAPPER.readTree(parser);
  }

  @Override
  protected YAMLParser _createParser(Reader reader, IOContext context) {
    return new Parser(this, context, reader);
  }

  private static final class Parser extends YAMLParser {
    Parser(Yaml factory, IOContext context, Reader reader) {
      super(
          context,
          factory._parserFeatures,
          factory._yamlParserFeatures,
          options(factory.limit),
          factory._objectCodec,
          reader);
    }

    private static LoaderOptions options(int limit) {
      LoaderOptions options = new LoaderOptions();
      options.setCodePointLimit(limit);
      return options;
    }

    @Override
    protected JsonToken _decodeScalar(ScalarEvent scalar) throws IOException {
      JsonToken token = super._decodeScalar(scalar);
      if (token != JsonToken.VALUE_STRING || !scalar.isPlain() || scalar.getTag() != null) {
        return token;
      }
      if (YES.contains(scalar.getValue())) {
        return JsonToken.VALUE_TRUE;
      }
      return NO.contains(scalar.getValue()) ? JsonToken.VALUE_FALSE : token;
    }
  }
}
