package dev.leasehold.app;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.deser.std.StringDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import io.quarkus.kubernetes.client.KubernetesClientObjectMapperCustomizer;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Has equal strings in what the API server sends be one object. Caches keep two objects of our own
 * for each live grant, and of the two hundred strings in them nearly all are in every other grant
 * too: what rules say, names of roles, catalogs and people (decision 0138).
 */
@Singleton
public final class SharedStrings implements KubernetesClientObjectMapperCustomizer {
  /** A power of two; with 16,384 a reference each takes 64 KiB. */
  static final int PLACES = 1 << 14;

  /** In chars. With all places full of such as are not Latin that is 4 MiB. */
  static final int LONGEST = 128;

  /** The latest string of each hash code, modulo its length. */
  private final AtomicReferenceArray<@Nullable String> latest = new AtomicReferenceArray<>(PLACES);

  @Override
  public void customize(ObjectMapper mapper) {
    mapper.registerModule(new SimpleModule().addDeserializer(String.class, new Sharing()));
  }

  /** An equal string that was seen before, if that is still known; this one otherwise. */
  String shared(String text) {
    if (text.length() > LONGEST) {
      return text;
    }
    int place = spread(text.hashCode()) & (PLACES - 1);
    String known = latest.getPlain(place);
    if (text.equals(known)) {
      return known;
    }
    latest.setPlain(place, text);
    return text;
  }

  /** Strings that differ in their first letters only have hash codes that differ in high bits. */
  private static int spread(int hash) {
    return hash ^ (hash >>> 16);
  }

  private final class Sharing extends StringDeserializer {
    private static final long serialVersionUID = 1;

    @Override
    public @Nullable String deserialize(JsonParser parser, DeserializationContext context)
        throws IOException {
      String text = super.deserialize(parser, context);
      return text == null ? null : shared(text);
    }
  }
}
