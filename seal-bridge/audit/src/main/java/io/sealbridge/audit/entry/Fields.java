package io.sealbridge.audit.entry;

import com.fasterxml.jackson.databind.JsonNode;
import io.sealbridge.keyring.KeyName;
import io.sealbridge.keyring.Operation;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The fields of one entry, each of the type that it must have. */
record Fields(JsonNode json) {
  private static final Map<String, Operation> OPERATIONS =
      Arrays.stream(Operation.values())
          .collect(Collectors.toUnmodifiableMap(Operation::label, Function.identity()));

  private JsonNode get(String name) throws UnreadableEntryException {
    JsonNode value = json.get(name);
    if (value == null) {
      throw new UnreadableEntryException("it has no " + name);
    }
    return value;
  }

  String text(String name) throws UnreadableEntryException {
    JsonNode value = get(name);
    if (!value.isTextual()) {
      throw new UnreadableEntryException(name + " is no text");
    }
    return value.textValue();
  }

  Optional<String> optional(String name) throws UnreadableEntryException {
    return json.has(name) ? Optional.of(text(name)) : Optional.empty();
  }

  List<String> texts(String name) throws UnreadableEntryException {
    List<String> texts = new ArrayList<>();
    for (JsonNode item : get(name)) {
      if (!item.isTextual()) {
        throw new UnreadableEntryException(name + " has something else than text in it");
      }
      texts.add(item.textValue());
    }
    return texts;
  }

  long number(String name) throws UnreadableEntryException {
    JsonNode value = get(name);
    if (!value.canConvertToLong() || !value.isIntegralNumber()) {
      throw new UnreadableEntryException(name + " is no whole number");
    }
    return value.longValue();
  }

  int integer(String name) throws UnreadableEntryException {
    long number = number(name);
    if (number != (int) number) {
      throw new UnreadableEntryException(name + " is too large");
    }
    return (int) number;
  }

  boolean bool(String name) throws UnreadableEntryException {
    JsonNode value = get(name);
    if (!value.isBoolean()) {
      throw new UnreadableEntryException(name + " is neither true nor false");
    }
    return value.booleanValue();
  }

  Instant time(String name) throws UnreadableEntryException {
    try {
      return Instant.parse(text(name));
    } catch (DateTimeException e) {
      throw new UnreadableEntryException(name + " is no time");
    }
  }

  KeyName key() throws UnreadableEntryException {
    String name = text("key");
    if (!KeyName.isValid(name)) {
      throw new UnreadableEntryException("key is no name of a key");
    }
    return new KeyName(name);
  }

  Operation operation() throws UnreadableEntryException {
    Operation operation = OPERATIONS.get(text("operation"));
    if (operation == null) {
      throw new UnreadableEntryException("operation is none that is known here");
    }
    return operation;
  }

  Optional<Fields> object(String name) {
    return json.has(name) ? Optional.of(new Fields(json.get(name))) : Optional.empty();
  }

  List<Fields> objects(String name) throws UnreadableEntryException {
    List<Fields> objects = new ArrayList<>();
    get(name).forEach(item -> objects.add(new Fields(item)));
    return objects;
  }
}
