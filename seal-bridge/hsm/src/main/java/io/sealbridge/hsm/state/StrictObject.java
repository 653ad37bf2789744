package io.sealbridge.hsm.state;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A JSON object that is read field by field, with no coercion; {@link #end} refuses fields that
 * nobody asked for, so that a document written by a newer version is never half understood.
 */
final class StrictObject {
  private final JsonNode node;
  private final String path;
  private final Set<String> asked = new HashSet<>();

  StrictObject(JsonNode node, String path) throws StateFormatException {
    if (!node.isObject()) {
      throw new StateFormatException(path + " must be an object");
    }
    this.node = node;
    this.path = path;
  }

  String text(String name) throws StateFormatException {
    JsonNode value = field(name);
    if (!value.isTextual()) {
      throw new StateFormatException(path + "." + name + " must be a string");
    }
    return value.textValue();
  }

  boolean flag(String name) throws StateFormatException {
    JsonNode value = field(name);
    if (!value.isBoolean()) {
      throw new StateFormatException(path + "." + name + " must be true or false");
    }
    return value.booleanValue();
  }

  long number(String name, long least, long most) throws StateFormatException {
    JsonNode value = field(name);
    if (!value.isIntegralNumber()
        || !value.canConvertToLong()
        || value.longValue() < least
        || value.longValue() > most) {
      throw new StateFormatException(
          path + "." + name + " must be a whole number from " + least + " to " + most);
    }
    return value.longValue();
  }

  StrictObject object(String name) throws StateFormatException {
    return new StrictObject(field(name), path + "." + name);
  }

  List<StrictObject> objects(String name) throws StateFormatException {
    JsonNode value = field(name);
    if (!value.isArray()) {
      throw new StateFormatException(path + "." + name + " must be a list");
    }
    List<StrictObject> found = new ArrayList<>();
    for (JsonNode element : value) {
      found.add(new StrictObject(element, path + "." + name + "[" + found.size() + "]"));
    }
    return found;
  }

  List<String> texts(String name) throws StateFormatException {
    JsonNode value = field(name);
    if (!value.isArray()) {
      throw new StateFormatException(path + "." + name + " must be a list");
    }
    List<String> found = new ArrayList<>();
    for (JsonNode element : value) {
      if (!element.isTextual()) {
        throw new StateFormatException(path + "." + name + " must be a list of strings");
      }
      found.add(element.textValue());
    }
    return found;
  }

  String path() {
    return path;
  }

  void end() throws StateFormatException {
    Set<String> unknown = new HashSet<>();
    node.fieldNames().forEachRemaining(unknown::add);
    unknown.removeAll(asked);
    if (!unknown.isEmpty()) {
      throw new StateFormatException(path + " has " + unknown.size() + " unknown field(s)");
    }
  }

  private JsonNode field(String name) throws StateFormatException {
    asked.add(name);
    JsonNode value = node.get(name);
    if (value == null) {
      throw new StateFormatException(path + "." + name + " is missing");
    }
    return value;
  }
}
