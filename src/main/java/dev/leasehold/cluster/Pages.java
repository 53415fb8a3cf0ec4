package dev.leasehold.cluster;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jboss.logging.Logger;

/**
 * Lists at the API server itself, page by page and item by item as they arrive, so that neither a
 * list nor a page is ever held whole. What cannot be read as it should be is one item, and not the
 * list.
 */
public final class Pages {
  private static final Logger LOG = Logger.getLogger(Pages.class);

  /** Of what only the operator makes. */
  private static final int OURS = 500;

  /**
   * Of what others may make: an object takes up to 1.5 MB, nearly all of which may be metadata, and
   * a page is in the API server's memory at once.
   */
  public static final int OTHERS = 16;

  /** A list that changes faster than it can be read is not read now. */
  private static final int RESTARTS = 3;

  private static final String METADATA =
      "application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1";

  private static final String WHOLE = "application/json";

  private static final JsonMapper JSON =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  private final PlainCalls calls;
  private final Runnable page;

  /**
   * @param page is told of each page that was read
   */
  public Pages(PlainCalls calls, Runnable page) {
    this.calls = calls;
    this.page = page;
  }

  /**
   * Of objects of a kind.
   *
   * @param limit of a page
   */
  public record Of(String path, Optional<String> labels, Optional<String> fields, int limit) {
    public static Of all(String path, int limit) {
      return new Of(path, Optional.empty(), Optional.empty(), limit);
    }

    public static Of labelled(String path, String label) {
      return new Of(path, Optional.of(label), Optional.empty(), OURS);
    }

    private String query(String next) {
      StringBuilder query = new StringBuilder(path).append("?limit=").append(limit);
      labels.ifPresent(it -> query.append("&labelSelector=").append(encoded(it)));
      fields.ifPresent(it -> query.append("&fieldSelector=").append(encoded(it)));
      return next.isEmpty() ? query.toString() : query + "&continue=" + encoded(next);
    }

    private static String encoded(String value) {
      return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
  }

  /** What is to be kept of the metadata of each. */
  public <T> List<T> metadata(Of what, Function<ObjectMeta, Optional<T>> kept) {
    return list(what, METADATA, item -> kept.apply(meta(item)));
  }

  /** What is to be kept of each whole object, without what tells who wrote which field. */
  public <T> List<T> objects(Of what, Function<JsonNode, Optional<T>> kept) {
    return list(what, WHOLE, item -> kept.apply(bare(item)));
  }

  private static ObjectMeta meta(JsonNode item) {
    return JSON.convertValue(bare(item).path("metadata"), ObjectMeta.class);
  }

  private static JsonNode bare(JsonNode item) {
    if (item.path("metadata") instanceof ObjectNode meta) {
      meta.remove("managedFields");
    }
    return item;
  }

  private <T> List<T> list(Of what, String form, Function<JsonNode, Optional<T>> kept) {
    for (int begun = 0; ; begun++) {
      List<T> all = new ArrayList<>();
      String next = "";
      do {
        try (PlainCalls.Reply reply = calls.get(what.query(next), form)) {
          if (!next.isEmpty() && reply.code() == HttpURLConnection.HTTP_GONE && begun < RESTARTS) {
            break;
          }
          PlainCalls.require(reply.code());
          next = read(what, reply.body(), kept, all);
        }
        page.run();
        if (next.isEmpty()) {
          return all;
        }
      } while (true);
    }
  }

  /** Adds what is kept of a page; where the next one begins. */
  private static <T> String read(
      Of what, InputStream body, Function<JsonNode, Optional<T>> kept, List<T> all) {
    String next = "";
    try (JsonParser parser = JSON.createParser(body)) {
      parser.nextToken();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String field = parser.currentName();
        JsonToken begins = parser.nextToken();
        if (field.equals("metadata")) {
          JsonNode meta = parser.readValueAsTree();
          next = meta.path("continue").asText("");
        } else if (field.equals("items") && begins == JsonToken.START_ARRAY) {
          while (parser.nextToken() != JsonToken.END_ARRAY) {
            JsonNode item = parser.readValueAsTree();
            item(what, item, kept).ifPresent(all::add);
          }
        } else {
          parser.skipChildren();
        }
      }
      // Closed before its end it would take its connection with it.
      while (parser.nextToken() != null) {
        parser.skipChildren();
      }
    } catch (IOException e) {
      throw PlainCalls.unavailable("its list could not be read to the end");
    }
    return next;
  }

  private static <T> Optional<T> item(
      Of what, JsonNode item, Function<JsonNode, Optional<T>> kept) {
    try {
      return kept.apply(item);
    } catch (RuntimeException e) {
      LOG.warnf(
          "list=%s namespace=%s name=%s reason=%s cannot be read and is passed over",
          what.path(),
          item.path("metadata").path("namespace").asText(""),
          item.path("metadata").path("name").asText(""),
          e.getClass().getSimpleName());
      return Optional.empty();
    }
  }
}
