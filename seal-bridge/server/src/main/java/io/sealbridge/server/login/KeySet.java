package io.sealbridge.server.login;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyOperation;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import io.sealbridge.server.config.SignatureAlgorithm;
import java.math.BigInteger;
import java.text.ParseException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The public keys of an issuer that can verify signatures: RSA of 2048 bits or more, and the three
 * curves of NIST. Keys for encryption, shared secrets and other types are left out. Immutable.
 */
final class KeySet {

  private static final int MOST_KEYS = 256;
  private static final int LEAST_RSA_BITS = 2048;

  /** The second is how bundles of SPIFFE mark keys of JWTs; those of certificates have another. */
  private static final Set<KeyUse> USES = Set.of(KeyUse.SIGNATURE, new KeyUse("jwt-svid"));

  private final List<JWK> keys;

  private KeySet(List<JWK> keys) {
    this.keys = keys;
  }

  /**
   * Reads a JSON Web Key Set (RFC 7517, section 5).
   *
   * @throws UnusableKeysException if it is none, or holds no key that can be used
   */
  static KeySet parse(byte[] json) throws UnusableKeysException {
    ObjectNode document =
        StrictJson.object(json)
            .orElseThrow(
                () -> new UnusableKeysException("is not one JSON object with no member twice"));
    if (!(document.path("keys") instanceof ArrayNode all)) {
      throw new UnusableKeysException("is no JSON Web Key Set: it has no list of keys");
    }
    if (all.size() > MOST_KEYS) {
      throw new UnusableKeysException("holds more than " + MOST_KEYS + " keys");
    }
    List<JWK> usable = all.valueStream().flatMap(KeySet::usable).toList();
    if (usable.isEmpty()) {
      throw new UnusableKeysException(
          "holds no key for signatures of RSA (at least "
              + LEAST_RSA_BITS
              + " bits), P-256, P-384 or P-521");
    }
    return new KeySet(usable);
  }

  /** One key that is of a new kind or broken must not take the others with it. */
  private static Stream<JWK> usable(JsonNode key) {
    try {
      return Stream.of(JWK.parse(key.toString()))
          .filter(KeySet::isForSignatures)
          .filter(KeySet::isStrong)
          .map(JWK::toPublicJWK)
          .filter(Objects::nonNull);
    } catch (ParseException | IllegalArgumentException | IllegalStateException _) {
      return Stream.empty();
    }
  }

  private static boolean isForSignatures(JWK key) {
    boolean use = key.getKeyUse() == null || USES.contains(key.getKeyUse());
    boolean operations =
        key.getKeyOperations() == null || key.getKeyOperations().contains(KeyOperation.VERIFY);
    return use && operations;
  }

  private static boolean isStrong(JWK key) {
    return switch (key) {
      case RSAKey rsa ->
          rsa.getModulus().decodeToBigInteger().bitLength() >= LEAST_RSA_BITS
              && rsa.getPublicExponent().decodeToBigInteger().compareTo(BigInteger.ONE) > 0;
      case ECKey ec -> List.of(Curve.P_256, Curve.P_384, Curve.P_521).contains(ec.getCurve());
      default -> false;
    };
  }

  /**
   * The keys that may have made such a signature. Without a key id there is one only if nothing has
   * to be guessed.
   */
  List<JWK> candidates(SignatureAlgorithm algorithm, Optional<String> keyId) {
    List<JWK> fitting = keys.stream().filter(key -> fits(key, algorithm)).toList();
    if (keyId.isPresent()) {
      return fitting.stream().filter(key -> keyId.get().equals(key.getKeyID())).toList();
    }
    return fitting.size() == 1 ? fitting : List.of();
  }

  private static boolean fits(JWK key, SignatureAlgorithm algorithm) {
    if (key.getAlgorithm() != null && !key.getAlgorithm().getName().equals(algorithm.name())) {
      return false;
    }
    return switch (algorithm) {
      case RS256, RS384, RS512, PS256, PS384, PS512 -> key instanceof RSAKey;
      case ES256 -> isOn(key, Curve.P_256);
      case ES384 -> isOn(key, Curve.P_384);
      case ES512 -> isOn(key, Curve.P_521);
    };
  }

  private static boolean isOn(JWK key, Curve curve) {
    return key instanceof ECKey ec && curve.equals(ec.getCurve());
  }

  int size() {
    return keys.size();
  }
}
