package io.sealbridge.audit.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealbridge.audit.entry.LoggedEntry;
import io.sealbridge.keyring.KeyUseEntry;
import io.sealbridge.keyring.Operation;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What callers sent stays one field of one line in every format. */
class ExportTest {
  private static final LoggedEntry DENIED =
      new LoggedEntry(
          "bank/bridge-0",
          7,
          new KeyUseEntry.Denied(
              Instant.parse("2026-11-26T12:00:00Z"),
              "r|1",
              Operation.ENCRYPT,
              "root",
              "a=b\nc\u202e",
              "token:1",
              "h:1",
              "no \\ grant"));

  @Test
  void aLineForPeople() {
    assertThat(EntryLine.of(DENIED))
        .isEqualTo(
            "2026-11-26T12:00:00Z 7 denied encrypt root by a=b\\u000ac\\u202e (token:1) from h:1:"
                + " no \\ grant request r|1");
  }

  @Test
  void cef() {
    assertThat(CefLine.of(DENIED, "1|2"))
        .isEqualTo(
            "CEF:0|Seal Bridge|seal-bridge|1\\|2|denied|denied encrypt|7|rt=1795694400000"
                + " dvchost=bank/bridge-0 externalId=7 act=encrypt suser=a\\=b\\\\u000ac\\\\u202e"
                + " cs1Label=key cs1=root cs2Label=proof cs2=token:1 cs3Label=request cs3=r|1"
                + " cs4Label=peer cs4=h:1 outcome=failure msg=no \\\\ grant");
  }

  @Test
  void ocsf() {
    assertThat(OcsfLine.of(DENIED, "1"))
        .startsWith("{\"category_uid\":6,\"class_uid\":6003,\"activity_id\":99")
        .contains("\"status_id\":2", "\"name\":\"a=b\\nc\\u202E\"", "\"index\":7")
        .doesNotContain("\n");
  }
}
