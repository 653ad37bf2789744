package io.sealbridge.hsm.cryptoki;

import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The CKM_ numbers that we use or name. */
public enum MechanismType {
  RSA_PKCS_KEY_PAIR_GEN(0x0),
  RSA_PKCS(0x1),
  RSA_X_509(0x3),
  SHA1_RSA_PKCS(0x6),
  RSA_PKCS_OAEP(0x9),
  RSA_PKCS_PSS(0xD),
  SHA256_RSA_PKCS(0x40),
  SHA384_RSA_PKCS(0x41),
  SHA512_RSA_PKCS(0x42),
  SHA256_RSA_PKCS_PSS(0x43),
  SHA_1(0x220),
  SHA_1_HMAC(0x221),
  SHA256(0x250),
  SHA256_HMAC(0x251),
  SHA224(0x255),
  SHA224_HMAC(0x256),
  SHA384(0x260),
  SHA384_HMAC(0x261),
  SHA512(0x270),
  SHA512_HMAC(0x271),
  GENERIC_SECRET_KEY_GEN(0x350),
  EC_KEY_PAIR_GEN(0x1040),
  ECDSA(0x1041),
  ECDSA_SHA1(0x1042),
  ECDSA_SHA224(0x1043),
  ECDSA_SHA256(0x1044),
  ECDSA_SHA384(0x1045),
  ECDSA_SHA512(0x1046),
  ECDH1_DERIVE(0x1050),
  RSA_AES_KEY_WRAP(0x1054),
  EC_EDWARDS_KEY_PAIR_GEN(0x1055),
  EDDSA(0x1057),
  AES_KEY_GEN(0x1080),
  AES_ECB(0x1081),
  AES_CBC(0x1082),
  AES_CBC_PAD(0x1085),
  AES_CTR(0x1086),
  AES_GCM(0x1087),
  AES_CCM(0x1088),
  AES_CMAC(0x108A),
  AES_KEY_WRAP(0x2109),
  /** CKM_AES_KEY_WRAP_PAD of v2.40; SoftHSM does RFC 5649 under it. */
  AES_KEY_WRAP_PAD(0x210A),
  /** CKM_AES_KEY_WRAP_KWP of v3.0: RFC 5649. */
  AES_KEY_WRAP_KWP(0x210B);

  private static final long VENDOR_DEFINED = 0x80000000L;
  private static final Map<Long, MechanismType> BY_CODE =
      Stream.of(values()).collect(Collectors.toMap(MechanismType::code, Function.identity()));

  private final long code;

  MechanismType(long code) {
    this.code = code;
  }

  public long code() {
    return code;
  }

  /** {@code CKM_AES_GCM}, {@code CKM_VENDOR_DEFINED+0x1}, or {@code CKM_0x1234} if not known. */
  public static String nameOf(long code) {
    MechanismType type = BY_CODE.get(code);
    if (type != null) {
      return "CKM_" + type.name();
    }
    return (code & VENDOR_DEFINED) != 0
        ? "CKM_VENDOR_DEFINED+0x%x".formatted(code & ~VENDOR_DEFINED)
        : "CKM_0x%x".formatted(code);
  }
}
