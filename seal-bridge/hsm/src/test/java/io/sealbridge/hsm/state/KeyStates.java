package io.sealbridge.hsm.state;

import io.sealbridge.keyring.CkaId;
import io.sealbridge.keyring.KeyName;
import io.sealbridge.keyring.KeyPurpose;
import io.sealbridge.keyring.KeyState;
import io.sealbridge.keyring.KeyTerms;
import io.sealbridge.keyring.KeyType;
import io.sealbridge.keyring.KeyVersion;
import io.sealbridge.keyring.Layout;
import io.sealbridge.keyring.OaepHash;
import io.sealbridge.keyring.Octets;
import io.sealbridge.keyring.Origin;
import io.sealbridge.keyring.PublicKeyInfo;
import io.sealbridge.keyring.Recipient;
import io.sealbridge.keyring.Thaw;
import io.sealbridge.keyring.Usage;
import io.sealbridge.keyring.Wrapping;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
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

  /** Whatever a state can be, of either schema. */
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
            Arbitraries.integers().between(1, 4).flatMap(KeyStates::versions),
            terms(),
            thaws())
        .as(
            (name, purpose, serial, frozen, versions, terms, thaw) ->
                new KeyState(
                    new KeyName(name),
                    purpose == KeyPurpose.SEAL && !isForSeals(versions)
                        ? KeyPurpose.APPLICATION
                        : purpose,
                    serial,
                    frozen,
                    versions.size(),
                    versions.size() - 1,
                    versions,
                    purpose == KeyPurpose.APPLICATION ? terms : KeyTerms.NONE,
                    thaw.filter(one -> !frozen && one.serial() < serial)));
  }

  private static Arbitrary<Optional<Thaw>> thaws() {
    return Combinators.combine(
            Arbitraries.longs().between(1, 1_000),
            Arbitraries.bytes().array(byte[].class).ofMinSize(1).ofMaxSize(256))
        .as((serial, signature) -> new Thaw(serial, Octets.copyOf(signature)))
        .optional();
  }

  private static boolean isForSeals(List<KeyVersion> versions) {
    return versions.stream()
        .flatMap(version -> version.recipients().stream())
        .allMatch(
            one ->
                one.origin() == Origin.GENERATED
                    && (one.usage() instanceof Wrapping.AesGcm
                        || (one.usage() instanceof Wrapping.RsaOaep rsa && !rsa.signs())));
  }

  private static Arbitrary<KeyTerms> terms() {
    Arbitrary<Boolean> flags = Arbitraries.of(true, false);
    return Combinators.combine(flags, Arbitraries.integers().between(0, 4), flags, flags)
        .as(KeyTerms::new);
  }

  private static Arbitrary<List<KeyVersion>> versions(int count) {
    Arbitrary<List<KeyVersion>> wrapping =
        versions(count, Arbitraries.of(Layout.ENVELOPE, Layout.VAULT), wrappings());
    Arbitrary<List<KeyVersion>> other =
        versions(count, Arbitraries.just(Layout.NONE), otherUsages());
    return Arbitraries.oneOf(wrapping, other);
  }

  private static Arbitrary<List<KeyVersion>> versions(
      int count, Arbitrary<Layout> layouts, Arbitrary<? extends Usage> usages) {
    Arbitrary<List<String>> certificates =
        publicKeys().map(PublicKeyInfo::base64).list().ofMaxSize(2);
    return Combinators.combine(
            layouts,
            Arbitraries.longs().between(0, 253_402_300_799L),
            recipient(usages).list().ofMinSize(1).ofMaxSize(4).uniqueElements(Recipient::hsm),
            certificates)
        .as(
            (layout, second, recipients, chain) ->
                IntStream.rangeClosed(1, count)
                    .mapToObj(
                        number ->
                            new KeyVersion(
                                number, Instant.ofEpochSecond(second), layout, recipients, chain))
                    .toList());
  }

  private static Arbitrary<Recipient> recipient(Arbitrary<? extends Usage> usages) {
    return Combinators.combine(
            Arbitraries.strings().ofMinLength(1).ofMaxLength(12),
            Arbitraries.bytes().array(byte[].class).ofMinSize(1).ofMaxSize(64),
            Arbitraries.of(KeyType.class),
            usages,
            Arbitraries.of(Origin.class))
        .as(
            (hsm, id, type, usage, origin) ->
                new Recipient(hsm, CkaId.of(id), type, usage, origin));
  }

  private static Arbitrary<Wrapping> wrappings() {
    Arbitrary<Wrapping> rsa =
        Combinators.combine(
                Arbitraries.of(OaepHash.class), publicKeys(), Arbitraries.of(true, false))
            .as(Wrapping.RsaOaep::new);
    return Arbitraries.oneOf(Arbitraries.just(new Wrapping.AesGcm()), rsa);
  }

  private static Arbitrary<Usage> otherUsages() {
    Arbitrary<Usage> unwrapping =
        Combinators.combine(Arbitraries.of(OaepHash.class), publicKeys()).as(Usage.Unwrapping::new);
    return Arbitraries.oneOf(
        publicKeys().map(Usage.Signing::new), Arbitraries.just(new Usage.Mac()), unwrapping);
  }

  private static Arbitrary<PublicKeyInfo> publicKeys() {
    return Arbitraries.bytes()
        .array(byte[].class)
        .ofMinSize(1)
        .ofMaxSize(40)
        .map(PublicKeyInfo::of);
  }
}
