package io.sealbridge.server.transit;

import io.sealbridge.keyring.HashFunction;
import io.sealbridge.keyring.Octets;
import io.sealbridge.keyring.service.RsaPadding;
import io.sealbridge.keyring.service.SigningInput;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * How to sign or verify, as Vault's defaults have it.
 *
 * @param hash empty for none
 * @param jws signatures are base64url, those of ECDSA the two numbers one after the other
 */
record SignOptions(
    Optional<HashFunction> hash, boolean prehashed, RsaPadding padding, boolean jws) {

  private static final String HASHES =
      Arrays.stream(HashFunction.values())
          .map(HashFunction::transitName)
          .collect(Collectors.joining(", "));

  SigningInput input(Octets input) {
    return new SigningInput(input, prehashed, hash, padding);
  }

  /** For what cannot do without. */
  HashFunction requireHash() {
    return hash.orElseThrow(() -> new BadBodyException("unsupported algorithm: none"));
  }

  /** The options as they come. */
  static final class Fields implements BodyReader.Fields {
    private String hashAlgorithm = "";
    private String algorithm = "";
    private boolean prehashed;
    private String signatureAlgorithm = "";
    private String marshaling = "";
    private String saltLength = "";

    @Override
    public boolean take(String name, FieldValue value) throws IOException {
      switch (name) {
        case "hash_algorithm" -> hashAlgorithm = value.text();
        case "algorithm" -> algorithm = value.text();
        case "prehashed" -> prehashed = value.flag();
        case "signature_algorithm" -> signatureAlgorithm = value.text();
        case "marshaling_algorithm" -> marshaling = value.text();
        case "salt_length" -> saltLength = value.scalar();
        default -> {
          return false;
        }
      }
      return true;
    }

    /** {@code fromPath} is the path's hash, which counts more than the body's; or empty. */
    SignOptions options(String fromPath) {
      String name =
          fromPath.isEmpty() ? hashAlgorithm.isEmpty() ? algorithm : hashAlgorithm : fromPath;
      Optional<HashFunction> hash = hash(name);
      boolean pkcs1 =
          switch (signatureAlgorithm) {
            case "", "pss" -> false;
            case "pkcs1v15" -> true;
            default ->
                throw new BadBodyException("signature_algorithm must be \"pss\" or \"pkcs1v15\"");
          };
      if (hash.isEmpty() && !(prehashed && pkcs1)) {
        throw new BadBodyException(
            "hash_algorithm=none requires both prehashed=true and signature_algorithm=pkcs1v15");
      }
      boolean jws =
          switch (marshaling) {
            case "", "asn1" -> false;
            case "jws" -> true;
            default ->
                throw new BadBodyException("marshaling_algorithm must be \"asn1\" or \"jws\"");
          };
      RsaPadding padding = pkcs1 ? new RsaPadding.Pkcs1() : new RsaPadding.Pss(salt());
      return new SignOptions(hash, prehashed, padding, jws);
    }

    private static Optional<HashFunction> hash(String name) {
      if (name.equals("none")) {
        return Optional.empty();
      }
      return Optional.of(
          HashFunction.ofTransitName(name.isEmpty() ? "sha2-256" : name)
              .orElseThrow(
                  () ->
                      new BadBodyException("invalid hash algorithm; it must be one of " + HASHES)));
    }

    /** 0 and -1 are what Vault's library calls "auto" and "hash". */
    private RsaPadding.Salt salt() {
      return switch (saltLength) {
        case "", "auto", "0" -> new RsaPadding.Salt.Auto();
        case "hash", "-1" -> new RsaPadding.Salt.HashLength();
        default -> {
          if (!saltLength.matches("[0-9]{1,3}") || Integer.parseInt(saltLength) > 512) {
            throw new BadBodyException(
                "salt_length must be \"auto\", \"hash\" or a number of bytes, at most 512");
          }
          yield new RsaPadding.Salt.Bytes(Integer.parseInt(saltLength));
        }
      };
    }
  }
}
