package io.sealbridge.hsm.cryptoki;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * Attributes of an object to make or to look for. Immutable; each {@code with} gives a new one.
 * Types that a token refuses can be taken out by {@link #without}.
 */
public final class Template {
  private static final Template EMPTY = new Template(new EnumMap<>(AttributeType.class));

  private final Map<AttributeType, AttributeValue.Present> values;

  private Template(EnumMap<AttributeType, AttributeValue.Present> values) {
    this.values = Collections.unmodifiableMap(values);
  }

  /** Matches every object. */
  public static Template empty() {
    return EMPTY;
  }

  public static Template of(ObjectClass objectClass) {
    return EMPTY.with(AttributeType.CLASS, objectClass.code());
  }

  public static Template of(ObjectClass objectClass, KeyKind kind) {
    return of(objectClass).with(AttributeType.KEY_TYPE, kind.code());
  }

  public Template with(AttributeType type, boolean value) {
    return with(type, AttributeValue.Present.of(value));
  }

  public Template with(AttributeType type, long value) {
    return with(type, AttributeValue.Present.of(value));
  }

  public Template with(AttributeType type, String value) {
    return with(type, AttributeValue.Present.of(value));
  }

  public Template with(AttributeType type, byte[] value) {
    return with(type, AttributeValue.Present.of(value));
  }

  private Template with(AttributeType type, AttributeValue.Present value) {
    EnumMap<AttributeType, AttributeValue.Present> copy = copy();
    copy.put(type, value);
    return new Template(copy);
  }

  /** The same attribute on several types, such as {@code false} on every use that is not wanted. */
  public Template withAll(boolean value, AttributeType... types) {
    EnumMap<AttributeType, AttributeValue.Present> copy = copy();
    for (AttributeType type : types) {
      copy.put(type, AttributeValue.Present.of(value));
    }
    return new Template(copy);
  }

  public Template without(AttributeType type) {
    EnumMap<AttributeType, AttributeValue.Present> copy = copy();
    copy.remove(type);
    return new Template(copy);
  }

  public Optional<AttributeValue.Present> get(AttributeType type) {
    return Optional.ofNullable(values.get(type));
  }

  /** In the order of {@link AttributeType}. */
  public Map<AttributeType, AttributeValue.Present> values() {
    return values;
  }

  private EnumMap<AttributeType, AttributeValue.Present> copy() {
    EnumMap<AttributeType, AttributeValue.Present> copy = new EnumMap<>(AttributeType.class);
    copy.putAll(values);
    return copy;
  }

  /** The types only: a value may be a key. */
  @Override
  public String toString() {
    return "Template" + values.keySet();
  }
}
