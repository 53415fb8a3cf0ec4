package dev.leasehold.api.v1alpha1;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.BeanProperty;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.deser.ContextualDeserializer;
import java.io.IOException;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * Reads a whole number, and one that is larger than its field can hold as the largest that it can:
 * an object with such a number must not keep a whole list from being read.
 */
final class Counting extends JsonDeserializer<Number> implements ContextualDeserializer {
  private final Class<?> type;

  /** Made by Jackson, which then asks for the one of a certain type. */
  Counting() {
    this(Long.class);
  }

  private Counting(Class<?> type) {
    super();
    this.type = type;
  }

  @Override
  public JsonDeserializer<?> createContextual(
      DeserializationContext context, @Nullable BeanProperty property) {
    return new Counting(context.getContextualType().getRawClass());
  }

  @Override
  public Number deserialize(JsonParser parser, DeserializationContext context) throws IOException {
    if (!parser.currentToken().isNumeric()) {
      return (Number) context.handleUnexpectedToken(type, parser);
    }
    BigDecimal number = parser.getDecimalValue();
    if (type == int.class || type == Integer.class) {
      return (int) within(number, Integer.MIN_VALUE, Integer.MAX_VALUE);
    }
    return within(number, Long.MIN_VALUE, Long.MAX_VALUE);
  }

  private static long within(BigDecimal number, long least, long most) {
    if (number.compareTo(BigDecimal.valueOf(most)) >= 0) {
      return most;
    }
    return number.compareTo(BigDecimal.valueOf(least)) <= 0 ? least : number.longValue();
  }

  @Override
  public @Nullable Number getNullValue(DeserializationContext context) {
    if (type == int.class) {
      return 0;
    }
    return type == long.class ? 0L : null;
  }
}
