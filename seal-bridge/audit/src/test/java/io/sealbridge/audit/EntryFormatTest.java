package io.sealbridge.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealbridge.keyring.Attribute;
import io.sealbridge.keyring.CkaId;
import io.sealbridge.keyring.KeyAttributes;
import io.sealbridge.keyring.KeyName;
import io.sealbridge.keyring.KeyType;
import io.sealbridge.keyring.KeyUseEntry;
import io.sealbridge.keyring.Operation;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Pins schema 1: readers outside this repository depend on these very fields. */
class EntryFormatTest {
  private static final KeyName ROOT = new KeyName("root");

  @Test
  void boot() {
    pins(
        new KeyUseEntry.Boot(
            Entries.AT,
            "0.1.0",
            "c0",
            List.of(new KeyUseEntry.HsmIdentity("primary", "/lib/hsm.so", "1b", "vault", "77"))),
        """
        {"schema":1,"kind":"boot","at":"2026-11-24T10:00:00.123456Z","version":"0.1.0",\
        "configSha256":"c0","hsms":[{"name":"primary","library":"/lib/hsm.so",\
        "librarySha256":"1b","token":"vault","serial":"77"}]}
        """);
  }

  @Test
  void bootOfNewLog() {
    pins(
        new KeyUseEntry.Boot(
            Entries.AT,
            "0.1.0",
            "c0",
            List.of(),
            Optional.of("7 cm9vdA=="),
            Optional.of("tsc"),
            Optional.of(
                new KeyUseEntry.NewLog(
                    "restored from a backup",
                    "alice",
                    Optional.of(new KeyUseEntry.OldLog("prod/bridge-0", 7, "cm9vdA=="))))),
        """
        {"schema":1,"kind":"boot","at":"2026-11-24T10:00:00.123456Z","version":"0.1.0",\
        "configSha256":"c0","hsms":[],"previous":"7 cm9vdA==","clockSource":"tsc","newLog":{"reason":"restored from a backup",\
        "actor":"alice","oldOrigin":"prod/bridge-0","oldSize":7,"oldRoot":"cm9vdA=="}}
        """);
  }

  @Test
  void clockStep() {
    pins(
        new KeyUseEntry.ClockStep(Entries.AT, Entries.AT.minusSeconds(60)),
        """
        {"schema":1,"kind":"clock-step","at":"2026-11-24T10:00:00.123456Z",\
        "expected":"2026-11-24T09:59:00.123456Z"}
        """);
  }

  @Test
  void keyAttested() {
    pins(
        new KeyUseEntry.KeyAttested(
            Entries.AT,
            "primary",
            ROOT,
            2,
            new KeyAttributes(
                "root-v2",
                new CkaId("00ff"),
                Optional.of(KeyType.AES_256),
                Map.of(
                    KeyAttributes.Name.LOCAL, Attribute.TRUE,
                    KeyAttributes.Name.PRIVATE, Attribute.TRUE,
                    KeyAttributes.Name.EXTRACTABLE, Attribute.FALSE)),
            List.of("may be extracted"),
            false),
        """
        {"schema":1,"kind":"key-attested","at":"2026-11-24T10:00:00.123456Z","hsm":"primary",\
        "key":"root","keyVersion":2,"accepted":false,"findings":["may be extracted"],\
        "label":"root-v2","id":"00ff","type":"aes256-gcm96","attributes":{"LOCAL":true,\
        "PRIVATE":true,"SENSITIVE":null,"ALWAYS_SENSITIVE":null,"EXTRACTABLE":false,\
        "NEVER_EXTRACTABLE":null,"MODIFIABLE":null,"ENCRYPT":null,"DECRYPT":null,"SIGN":null,\
        "VERIFY":null,"WRAP":null,"UNWRAP":null,"DERIVE":null}}
        """);
  }

  @Test
  void keyChanged() {
    pins(
        new KeyUseEntry.KeyChanged(Entries.AT, "vault-a", "rotate", ROOT, 3, 9),
        """
        {"schema":1,"kind":"key-changed","at":"2026-11-24T10:00:00.123456Z","actor":"vault-a",\
        "change":"rotate","key":"root","keyVersion":3,"serial":9}
        """);
  }

  @Test
  void intent() {
    pins(
        Entries.intent("r1"),
        """
        {"schema":1,"kind":"intent","at":"2026-11-24T10:00:00.123456Z","operation":"decrypt",\
        "requestId":"r1","key":"root","keyVersion":1,"identity":"vault-a",\
        "proof":"token:0123456789abcdef","peer":"127.0.0.1:40000",\
        "ciphertextSha256":"0000000000000000000000000000000000000000000000000000000000000000",\
        "bytes":212}
        """);
  }

  @Test
  void outcome() {
    pins(
        new KeyUseEntry.Outcome(
            Entries.AT,
            "r1",
            Operation.ENCRYPT,
            ROOT,
            1,
            "vault-a",
            "uid:100",
            "unix",
            "HSM_GONE",
            Optional.of("C_Encrypt: CKR_DEVICE_REMOVED"),
            Optional.of("primary"),
            Optional.empty(),
            1234),
        """
        {"schema":1,"kind":"outcome","at":"2026-11-24T10:00:00.123456Z","operation":"encrypt",\
        "requestId":"r1","key":"root","keyVersion":1,"identity":"vault-a","proof":"uid:100",\
        "peer":"unix","result":"HSM_GONE","seen":"C_Encrypt: CKR_DEVICE_REMOVED",\
        "hsm":"primary","elapsedMicros":1234}
        """);
  }

  @Test
  void denied() {
    pins(
        new KeyUseEntry.Denied(
            Entries.AT, "r1", Operation.DECRYPT, "ro\not", "vault-b", "uid:100", "unix", "no"),
        """
        {"schema":1,"kind":"denied","at":"2026-11-24T10:00:00.123456Z","operation":"decrypt",\
        "requestId":"r1","key":"ro\\not","identity":"vault-b","proof":"uid:100","peer":"unix",\
        "reason":"no"}
        """);
  }

  @Test
  void login() {
    pins(
        new KeyUseEntry.Login(
            Entries.AT,
            "r1",
            "vault-a",
            "kubernetes:kubernetes:vault/vault:0e0f",
            "kubernetes",
            "vault",
            "0123456789abcdef",
            Instant.parse("2026-11-24T11:00:00Z"),
            "10.0.0.7:40000"),
        """
        {"schema":1,"kind":"login","at":"2026-11-24T10:00:00.123456Z","requestId":"r1",\
        "identity":"vault-a","proof":"kubernetes:kubernetes:vault/vault:0e0f",\
        "peer":"10.0.0.7:40000","mount":"kubernetes","role":"vault",\
        "accessor":"0123456789abcdef","expires":"2026-11-24T11:00:00Z"}
        """);
  }

  @Test
  void refusals() {
    pins(
        new KeyUseEntry.Refusals(Entries.AT, "no such token", 65, Collections.nCopies(65, "p")),
        """
        {"schema":1,"kind":"refusals","at":"2026-11-24T10:00:00.123456Z",\
        "reason":"no such token","count":65,"samplePeers":[%s"p"],"samplePeersLeftOut":1}
        """
            .formatted("\"p\",".repeat(63)));
  }

  @Test
  void reload() {
    pins(
        new KeyUseEntry.Reload(Entries.AT, "tls.crt", "c0"),
        """
        {"schema":1,"kind":"reload","at":"2026-11-24T10:00:00.123456Z","what":"tls.crt",\
        "sha256":"c0"}
        """);
  }

  @Test
  void reloadOfDenyList() {
    pins(
        new KeyUseEntry.Reload(
            Entries.AT,
            "revocations",
            "c0",
            Optional.of(new KeyUseEntry.ShutOut(List.of("vault-b"), 2, 3))),
        """
        {"schema":1,"kind":"reload","at":"2026-11-24T10:00:00.123456Z","what":"revocations",\
        "sha256":"c0","identities":["vault-b"],"tokens":2,"epoch":3}
        """);
  }

  @Test
  void stateSeen() {
    pins(
        new KeyUseEntry.StateSeen(
            Entries.AT, ROOT, 9, 3, 2, 0, false, Optional.of("1b"), Optional.empty()),
        """
        {"schema":1,"kind":"state-seen","at":"2026-11-24T10:00:00.123456Z","key":"root",\
        "serial":9,"keyVersion":3,"minDecryptionVersion":2,"minEncryptionVersion":0,\
        "frozen":false,"thawedBy":"1b"}
        """);
  }

  @Test
  void stateThatIsNotBelieved() {
    pins(
        new KeyUseEntry.StateSeen(
            Entries.AT, ROOT, 9, 3, 2, 0, true, Optional.empty(), Optional.of("no signature")),
        """
        {"schema":1,"kind":"state-seen","at":"2026-11-24T10:00:00.123456Z","key":"root",\
        "serial":9,"keyVersion":3,"minDecryptionVersion":2,"minEncryptionVersion":0,\
        "frozen":true,"heldFrozen":"no signature"}
        """);
  }

  @Test
  void anchored() {
    pins(
        new KeyUseEntry.Anchored(
            Entries.AT,
            "elsewhere",
            7,
            "cm9vdA==",
            Optional.of("\u2014 witness.example c2lnbmF0dXJl")),
        """
        {"schema":1,"kind":"anchored","at":"2026-11-24T10:00:00.123456Z","anchor":"elsewhere",\
        "size":7,"root":"cm9vdA==","proof":"\\u2014 witness.example c2lnbmF0dXJl"}
        """);
  }

  @Test
  void shutdown() {
    pins(
        new KeyUseEntry.Shutdown(Entries.AT, "SIGTERM"),
        """
        {"schema":1,"kind":"shutdown","at":"2026-11-24T10:00:00.123456Z","reason":"SIGTERM"}
        """);
  }

  private static void pins(KeyUseEntry entry, String line) {
    assertThat(new String(EntryFormat.line(entry), StandardCharsets.UTF_8)).isEqualTo(line);
  }
}
