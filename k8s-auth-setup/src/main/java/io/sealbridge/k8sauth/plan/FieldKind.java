package io.sealbridge.k8sauth.plan;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.StreamSupport;

/**
 * How a field is compared: what Vault stores differs from what it was sent, and what means the same
 * has the same {@linkplain #canonical canonical text}. Absent and null are the field's default.
 */
enum FieldKind {
  /** As it is. */
  TEXT {
    @Override
    String of(JsonNode value) {
      return value.asText();
    }
  },

  /** A policy: white space at its end means nothing. */
  RULES {
    @Override
    String of(JsonNode value) {
      return lines(value.asText());
    }
  },

  /** The default of alias names; roles written long ago have none. */
  ALIAS_SOURCE {
    @Override
    String of(JsonNode value) {
      return value.asText().isEmpty() ? "serviceaccount_uid" : value.asText();
    }
  },

  TOKEN_TYPE {
    @Override
    String of(JsonNode value) {
      String type = value.asText();
      return type.isEmpty() || type.equals("default") || type.equals("default-service")
          ? "service"
          : type;
    }
  },

  NUMBER {
    @Override
    String of(JsonNode value) {
      return Long.toString(value.asLong());
    }
  },

  FLAG {
    @Override
    String of(JsonNode value) {
      return Boolean.toString(value.asBoolean());
    }
  },

  URL {
    @Override
    String of(JsonNode value) {
      return value.asText().replaceAll("/+$", "");
    }
  },

  PEM {
    @Override
    String of(JsonNode value) {
      return lines(value.asText());
    }
  },

  /** In any order. */
  SET {
    @Override
    String of(JsonNode value) {
      return sorted(value, UnaryOperator.identity());
    }
  },

  /** Names that Vault keeps in lower case. */
  NAMES {
    @Override
    String of(JsonNode value) {
      return sorted(value, name -> name.toLowerCase(Locale.ROOT));
    }
  },

  /** An address alone is a network of one. */
  NETWORKS {
    @Override
    String of(JsonNode value) {
      return sorted(
          value, network -> network.replaceAll("^([0-9.]+)/32$|^([0-9a-fA-F:]+)/128$", "$1$2"));
    }
  },

  PEMS {
    @Override
    String of(JsonNode value) {
      return sorted(value, FieldKind::lines);
    }
  },

  /** YAML or JSON in a text. */
  SELECTOR {
    @Override
    String of(JsonNode value) {
      try {
        return value.asText().isEmpty() ? "" : text(YAML.readTree(value.asText()));
      } catch (JsonProcessingException _) {
        return value.asText();
      }
    }
  },

  /** A structure in which the order of names means nothing. */
  STRUCTURE {
    @Override
    String of(JsonNode value) {
      return text(value);
    }
  };

  private static final ObjectMapper JSON =
      new ObjectMapper().configure(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS, true);
  private static final ObjectMapper YAML = new YAMLMapper();

  abstract String of(JsonNode value);

  /** The text of everything that means the same as {@code value}. */
  String canonical(JsonNode value) {
    return of(value.isMissingNode() || value.isNull() ? JSON.getNodeFactory().textNode("") : value);
  }

  private static String lines(String text) {
    return text.replace("\r\n", "\n").strip();
  }

  private static String sorted(JsonNode value, UnaryOperator<String> form) {
    List<String> items =
        value.isArray()
            ? StreamSupport.stream(value.spliterator(), false).map(JsonNode::asText).toList()
            : List.of(value.asText().split(","));
    TreeSet<String> set = new TreeSet<>();
    items.stream().map(String::strip).filter(item -> !item.isEmpty()).map(form).forEach(set::add);
    return set.toString();
  }

  private static String text(JsonNode value) {
    try {
      return value.isTextual() && value.asText().isEmpty()
          ? "{}"
          : JSON.writeValueAsString(JSON.treeToValue(value, Object.class));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree in memory can always be written", e);
    }
  }
}
