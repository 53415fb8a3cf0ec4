package dev.leasehold.policy.cel;

import com.google.common.collect.ImmutableSet;
import dev.cel.common.exceptions.CelAttributeNotFoundException;
import dev.cel.common.types.CelType;
import dev.cel.common.types.StructType;
import dev.cel.common.types.StructTypeReference;
import dev.cel.common.values.StructValue;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A kind of thing that conditions speak of, with its fields: their names and types for whoever
 * writes a condition, and where their values come from.
 *
 * @param <T> what the values are read from
 */
final class Noun<T> {
  private final String name;
  private final List<Field<T>> fields;
  private final Map<String, Field<T>> byName;

  Noun(String name, List<Field<T>> fields) {
    this.name = name;
    this.fields = List.copyOf(fields);
    this.byName = fields.stream().collect(Collectors.toUnmodifiableMap(Field::name, f -> f));
  }

  /**
   * One field.
   *
   * @param read its value; empty where the thing has none, which asking for it without {@code has}
   *     or {@code .?} makes an error
   */
  record Field<T>(String name, CelType type, String meaning, Function<T, Optional<?>> read) {}

  /** A field that is always there. */
  static <T> Field<T> field(String name, CelType type, String meaning, Function<T, ?> read) {
    return new Field<>(name, type, meaning, thing -> Optional.of(read.apply(thing)));
  }

  List<Field<T>> fields() {
    return fields;
  }

  String name() {
    return name;
  }

  /** How the type is referred to. */
  CelType type() {
    return StructTypeReference.create(name);
  }

  @SuppressWarnings("Immutable") // The map is an unmodifiable copy.
  StructType declaration() {
    return StructType.create(
        name,
        ImmutableSet.copyOf(byName.keySet()),
        field -> Optional.ofNullable(byName.get(field)).map(Field::type));
  }

  Thing of(T thing) {
    return new Thing(name, field -> read(field, thing));
  }

  private Optional<?> read(String field, T thing) {
    Field<T> found = byName.get(field);
    return found == null ? Optional.empty() : found.read().apply(thing);
  }

  /** One such thing; a field is read when it is asked for and not before. */
  @SuppressWarnings("Immutable") // What is read are records.
  static final class Thing extends StructValue<String, Object> {
    private final String type;
    private final Function<String, Optional<?>> read;

    private Thing(String type, Function<String, Optional<?>> read) {
      this.type = type;
      this.read = read;
    }

    @Override
    public Object value() {
      return this;
    }

    @Override
    public boolean isZeroValue() {
      return false;
    }

    @Override
    public CelType celType() {
      return StructTypeReference.create(type);
    }

    @Override
    public Object select(String field) {
      Meter.check();
      return read.apply(field)
          .orElseThrow(() -> CelAttributeNotFoundException.forFieldResolution(field));
    }

    @Override
    public Optional<?> find(String field) {
      Meter.check();
      return read.apply(field);
    }
  }
}
