package dev.leasehold.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.BeanProperty;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.deser.ContextualDeserializer;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads a name, and one that only a later version knows as the constant {@code Unknown}, or as null
 * where there is no such constant: an object with such a value must not keep a whole list from
 * being read (decision 0059).
 */
final class Unknowing extends JsonDeserializer<Object> implements ContextualDeserializer {
  private static final String UNKNOWN = "Unknown";

  private final Object[] constants;

  /** Made by Jackson, which then asks for the one of a certain type. */
  Unknowing() {
    this(new Object[0]);
  }

  private Unknowing(Object[] constants) {
    super();
    this.constants = constants;
  }

  @Override
  public JsonDeserializer<?> createContextual(
      DeserializationContext context, @Nullable BeanProperty property) {
    Object[] known = context.getContextualType().getRawClass().getEnumConstants();
    return known == null ? this : new Unknowing(known);
  }

  @Override
  public @Nullable Object deserialize(JsonParser parser, DeserializationContext context)
      throws IOException {
    String text = parser.getValueAsString();
    return named(text).or(() -> named(UNKNOWN)).orElse(null);
  }

  private Optional<Object> named(@Nullable String text) {
    return Arrays.stream(constants).filter(c -> written(c).equals(text)).findFirst();
  }

  /** As it travels, which some constants say of themselves. */
  private static String written(Object constant) {
    String name = ((Enum<?>) constant).name();
    try {
      JsonProperty other = constant.getClass().getField(name).getAnnotation(JsonProperty.class);
      return other == null ? name : other.value();
    } catch (NoSuchFieldException e) {
      throw new IllegalStateException(e);
    }
  }
}
