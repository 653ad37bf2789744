package io.sealbridge.audit.verify;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.sealbridge.audit.merkle.TreeHash;
import io.sealbridge.audit.note.Checkpoint;
import java.io.IOException;
import java.io.StringWriter;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JsonVerdictTest {
  private static final Instant AT = Instant.parse("2026-11-26T10:00:00Z");

  @Test
  void writesWhatIsKnown() throws IOException {
    // given
    Verdict verdict =
        new Verdict(
            "bank/bridge-0",
            2,
            Optional.of(new Checkpoint("bank/bridge-0", 1, TreeHash.EMPTY)),
            List.of(
                new Interval(
                    0, 2, Optional.of(AT), Optional.of(AT.plusSeconds(1)), TrustLevel.SIGNED)),
            List.of(Finding.note("checkpoint", "seen")));

    // then
    assertThat(json(verdict))
        .isEqualTo(
            """
            {"logs":[{"origin":"bank/bridge-0","entries":2,"trust":2,"signedEntries":1,\
            "root":"47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=",\
            "intervals":[{"from":0,"to":2,"begins":"2026-11-26T10:00:00Z",\
            "ends":"2026-11-26T10:00:01Z","trust":2}],\
            "findings":[{"severity":"note","where":"checkpoint","text":"seen"}]}]}\
            """);
  }

  @Test
  void leavesOutWhatIsNot() throws IOException {
    // given
    Verdict verdict =
        new Verdict(
            "bank/bridge-0",
            2,
            Optional.empty(),
            List.of(new Interval(0, 2, Optional.empty(), Optional.empty(), TrustLevel.BROKEN)),
            List.of());

    // then
    assertThat(json(verdict))
        .isEqualTo(
            """
            {"logs":[{"origin":"bank/bridge-0","entries":2,"trust":4,\
            "intervals":[{"from":0,"to":2,"trust":4}],"findings":[]}]}\
            """);
  }

  private static String json(Verdict verdict) throws IOException {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
      json.writeStartObject();
      JsonVerdict.write(json, List.of(verdict));
      json.writeEndObject();
    }
    return text.toString();
  }
}
