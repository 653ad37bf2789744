package io.sealbridge.audit.entry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealbridge.audit.SoftwareSigner;
import io.sealbridge.audit.WrittenLog;
import io.sealbridge.audit.read.LogCursor;
import io.sealbridge.audit.read.LogFolder;
import io.sealbridge.keyring.Attribute;
import io.sealbridge.keyring.CkaId;
import io.sealbridge.keyring.KeyAttributes;
import io.sealbridge.keyring.KeyName;
import io.sealbridge.keyring.KeyType;
import io.sealbridge.keyring.KeyUseEntry;
import io.sealbridge.keyring.Operation;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Entries read back are the entries that were written. */
class EntryParserTest {
  private static final Instant AT = Instant.parse("2026-11-24T10:00:00.123456Z");
  private static final KeyName ROOT = new KeyName("root");
  private static final Optional<String> NONE = Optional.empty();

  private static final List<KeyUseEntry> ALL =
      List.of(
          new KeyUseEntry.Boot(
              AT,
              "1",
              "c0",
              List.of(new KeyUseEntry.HsmIdentity("a", "/l", "1b", "t", "7")),
              Optional.of("7 root"),
              Optional.of("tsc"),
              Optional.of(
                  new KeyUseEntry.NewLog(
                      "why", "who", Optional.of(new KeyUseEntry.OldLog("o", 3, "r"))))),
          new KeyUseEntry.KeyAttested(
              AT,
              "a",
              ROOT,
              2,
              new KeyAttributes(
                  "root-v2",
                  new CkaId("00ff"),
                  Optional.of(KeyType.AES_256),
                  Map.of(
                      KeyAttributes.Name.LOCAL,
                      Attribute.TRUE,
                      KeyAttributes.Name.EXTRACTABLE,
                      Attribute.FALSE)),
              List.of("finding"),
              false),
          new KeyUseEntry.KeyChanged(AT, "who", "rotate", ROOT, 2, 5),
          new KeyUseEntry.Intent(
              AT, "r", Operation.DECRYPT, ROOT, 1, "i", "p", "h:1", Optional.of("ab"), 9),
          new KeyUseEntry.Outcome(
              AT,
              "r",
              Operation.SIGN,
              ROOT,
              1,
              "i",
              "p",
              "h:1",
              "HSM_GONE",
              Optional.of("CKR"),
              NONE,
              NONE,
              8),
          new KeyUseEntry.Denied(AT, "r", Operation.LIST, "x y", "i", "p", "h:1", "no"),
          new KeyUseEntry.Login(AT, "r", "i", "p", "m", "role", "acc", AT, "h:1"),
          new KeyUseEntry.Refusals(AT, "unknown", 3, List.of("h")),
          new KeyUseEntry.Reload(
              AT, "revocations", "ff", Optional.of(new KeyUseEntry.ShutOut(List.of("i"), 2, 3))),
          new KeyUseEntry.StateSeen(AT, ROOT, 5, 2, 1, 0, true, NONE, Optional.of("unsigned")),
          new KeyUseEntry.Anchored(AT, "w", 7, "root", Optional.of("line")),
          new KeyUseEntry.ClockStep(AT, AT.minusSeconds(5)),
          new KeyUseEntry.Shutdown(AT, "\u00e9\"\\ \u202e"));

  @TempDir Path parent;

  @Test
  void readsEveryKindBack() throws Exception {
    // given
    Path log = WrittenLog.of(parent.resolve("log"), new SoftwareSigner(), ALL);
    LogCursor cursor = LogFolder.open(log).from(0);

    // then
    for (KeyUseEntry entry : ALL) {
      assertThat(cursor.next().orElseThrow().parsed()).isEqualTo(entry);
    }
    assertThat(cursor.next()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{}",
        "{\"schema\":2,\"kind\":\"shutdown\"}",
        "{\"schema\":1,\"kind\":\"later\"}",
        "{\"schema\":1,\"kind\":\"shutdown\",\"at\":\"yesterday\",\"reason\":\"x\"}",
        "{\"schema\":1,\"kind\":\"shutdown\",\"at\":\"2026-11-24T10:00:00Z\"}",
        "{\"schema\":1,\"schema\":1}",
        "{\"schema\":1,\"kind\":\"shutdown\",\"at\":\"2026-11-24T10:00:00Z\",\"reason\":\"x\",\"reason\":\"y\"}",
        "{\"schema\":1,\"kind\":\"shutdown\",\"at\":\"2026-11-24T10:00:00Z\",\"reason\":\"x\"} {}"
      })
  void saysWhyItCannotReadOthers(String text) {
    assertThatThrownBy(() -> EntryParser.parse(text.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(UnreadableEntryException.class);
  }
}
