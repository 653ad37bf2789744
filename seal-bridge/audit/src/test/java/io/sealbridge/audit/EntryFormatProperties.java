package io.sealbridge.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.sealbridge.keyring.KeyUseEntry;
import io.sealbridge.keyring.Operation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class EntryFormatProperties {
  private static final JsonFactory JSON = new JsonFactory();

  @Property(tries = 500)
  void anyCallerTextStaysOnOneLineAndReadsBack(@ForAll("texts") String key) throws IOException {
    // when
    byte[] line =
        EntryFormat.line(
            new KeyUseEntry.Denied(Entries.AT, "r", Operation.READ, key, "i", "p", "peer", key));

    // then
    String text = new String(line, StandardCharsets.US_ASCII);
    assertThat(text.chars().limit(text.length() - 1L)).allMatch(c -> c >= ' ' && c < 0x80);
    assertThat(text).endsWith("}\n");
    assertThat(fields(text)).containsEntry("key", BoundedText.of(key));
  }

  @Property(tries = 500)
  void textThatFitsAndIsWellFormedIsKept(@ForAll("texts") String text) {
    // when
    String bounded = BoundedText.of(text);

    // then
    assertThat(bounded.length()).isLessThanOrEqualTo(BoundedText.LONGEST);
    boolean wellFormed = StandardCharsets.UTF_8.newEncoder().canEncode(text);
    if (wellFormed && text.length() <= BoundedText.LONGEST) {
      assertThat(bounded).isEqualTo(text);
    } else {
      assertThat(StandardCharsets.UTF_8.newEncoder().canEncode(bounded)).isTrue();
    }
  }

  /** Every char, half surrogate pairs and control characters among them. */
  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.strings().all().ofMaxLength(BoundedText.LONGEST + 40);
  }

  private static Map<String, String> fields(String text) throws IOException {
    Map<String, String> fields = new HashMap<>();
    try (JsonParser json = JSON.createParser(text)) {
      assertThat(json.nextToken()).isEqualTo(JsonToken.START_OBJECT);
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String name = json.currentName();
        json.nextToken();
        fields.put(name, json.getText());
      }
      assertThat(json.nextToken()).isNull();
    }
    return fields;
  }
}
