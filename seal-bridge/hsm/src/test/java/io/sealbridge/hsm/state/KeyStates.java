package io.sealbridge.hsm.state;

import io.sealbridge.keyring.CkaId;
import io.sealbridge.keyring.KeyName;
import io.sealbridge.keyring.KeyPurpose;
import io.sealbridge.keyring.KeyState;
import io.sealbridge.keyring.KeyType;
import io.sealbridge.keyring.KeyVersion;
import io.sealbridge.keyring.Layout;
import io.sealbridge.keyring.OaepHash;
import io.sealbridge.keyring.PublicKeyInfo;
import io.sealbridge.keyring.Recipient;
import io.sealbridge.keyring.Wrapping;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** States for tests. */
final class KeyStates {
  private KeyStates() {}

  static KeyState of(String name, long serial) {
    return new KeyState(
        new KeyName(name),
        KeyPurpose.SEAL,
        serial,
        false,
        1,
        0,
        List.of(
            new KeyVersion(
                1,
                Instant.parse("2026-11-24T02:00:00Z"),
                Layout.ENVELOPE,
                List.of(
                    new Recipient(
                        "primary",
                        new CkaId("00112233445566778899aabbccddeeff"),
                        KeyType.AES_256,
                        new Wrapping.AesGcm())))));
  }

  static Arbitrary<KeyState> any() {
    Arbitrary<String> names =
        Arbitraries.strings()
            .withChars("abz019_-")
            .ofMinLength(1)
            .ofMaxLength(20)
            .filter(KeyName::isValid);
    return Combinators.combine(
            names,
            Arbitraries.of(KeyPurpose.class),
            Arbitraries.longs().between(1, Long.MAX_VALUE),
            Arbitraries.of(true, false),
            Arbitraries.integers().between(1, 4).flatMap(KeyStates::versions))
        .as(
            (name, purpose, serial, frozen, versions) ->
                new KeyState(
                    new KeyName(name),
                    purpose,
                    serial,
                    frozen,
                    versions.size(),
                    versions.size() - 1,
                    versions));
  }

  private static Arbitrary<List<KeyVersion>> versions(int count) {
    return Combinators.combine(
            Arbitraries.of(Layout.ENVELOPE, Layout.VAULT),
            Arbitraries.longs().between(0, 253_402_300_799L),
            recipient().list().ofMinSize(1).ofMaxSize(4).uniqueElements(Recipient::hsm))
        .as(
            (layout, second, recipients) ->
                IntStream.rangeClosed(1, count)
                    .mapToObj(
                        number ->
                            new KeyVersion(
                                number, Instant.ofEpochSecond(second), layout, recipients))
                    .toList());
  }

  private static Arbitrary<Recipient> recipient() {
    Arbitrary<Wrapping> rsa =
        Combinators.combine(
                Arbitraries.of(OaepHash.class),
                Arbitraries.bytes().array(byte[].class).ofMinSize(1).ofMaxSize(40))
            .as((hash, der) -> new Wrapping.RsaOaep(hash, PublicKeyInfo.of(der)));
    return Combinators.combine(
            Arbitraries.strings().ofMinLength(1).ofMaxLength(12),
            Arbitraries.bytes().array(byte[].class).ofMinSize(1).ofMaxSize(64),
            Arbitraries.of(KeyType.class),
            Arbitraries.oneOf(Arbitraries.just(new Wrapping.AesGcm()), rsa))
        .as((hsm, id, type, wrapping) -> new Recipient(hsm, CkaId.of(id), type, wrapping));
  }
}
