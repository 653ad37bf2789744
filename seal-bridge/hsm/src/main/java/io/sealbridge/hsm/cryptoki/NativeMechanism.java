package io.sealbridge.hsm.cryptoki;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import io.sealbridge.keyring.Octets;
import java.lang.foreign.MemorySegment;

/**
 * A CK_MECHANISM with its parameters in a call's memory.
 *
 * @param iv the IV buffer of AES-GCM, which a token may write to; empty for all others
 */
record NativeMechanism(MemorySegment segment, MemorySegment iv) {
  /** CKZ_DATA_SPECIFIED; the label is empty. */
  private static final long OAEP_SOURCE = 1;

  private static final MemorySegment NONE = MemorySegment.NULL;

  static NativeMechanism write(Mechanism mechanism, CallMemory memory) {
    return switch (mechanism) {
      case Mechanism.AesGcm gcm ->
          gcm(gcm, memory.copyOf(gcm.iv().lend()), gcm.aad(), gcm.tagBits(), memory);
      case Mechanism.AesGcmTokenIv gcm ->
          gcm(gcm, memory.allocate(gcm.ivLength()), gcm.aad(), gcm.tagBits(), memory);
      case Mechanism.RsaOaep oaep -> withParameters(oaep, oaep(oaep.hash(), memory), NONE, memory);
      case Mechanism.RsaPss pss -> withParameters(pss, pss(pss, memory), NONE, memory);
      case Mechanism.Ecdsa _,
          Mechanism.EcdsaSha256 _,
          Mechanism.Eddsa _,
          Mechanism.Hmac _,
          Mechanism.GenericSecretKeyGen _,
          Mechanism.RsaPkcs _,
          Mechanism.Sha256RsaPkcs _,
          Mechanism.AesKeyWrap _,
          Mechanism.AesKeyWrapPad _,
          Mechanism.AesKeyGen _,
          Mechanism.RsaKeyPairGen _,
          Mechanism.EcKeyPairGen _ ->
          withParameters(mechanism, NONE, NONE, memory);
    };
  }

  /** The IV as it is now: ours, or what the token put in its place. */
  byte[] readIv() {
    return iv.toArray(JAVA_BYTE);
  }

  private static NativeMechanism gcm(
      Mechanism mechanism, MemorySegment iv, Octets aad, int tagBits, CallMemory memory) {
    MemorySegment parameters = memory.allocate(Layouts.GCM_PARAMS);
    parameters.set(ADDRESS, 0, iv);
    parameters.set(JAVA_LONG, 8, iv.byteSize());
    parameters.set(JAVA_LONG, 16, 8 * iv.byteSize());
    parameters.set(ADDRESS, 24, aad.length() == 0 ? NONE : memory.copyOf(aad.lend()));
    parameters.set(JAVA_LONG, 32, aad.length());
    parameters.set(JAVA_LONG, 40, tagBits);
    return withParameters(mechanism, parameters, iv, memory);
  }

  private static MemorySegment oaep(Hash hash, CallMemory memory) {
    MemorySegment parameters = memory.allocate(Layouts.OAEP_PARAMS);
    parameters.set(JAVA_LONG, 0, hash.mechanism());
    parameters.set(JAVA_LONG, 8, hash.maskGeneration());
    parameters.set(JAVA_LONG, 16, OAEP_SOURCE);
    return parameters;
  }

  private static MemorySegment pss(Mechanism.RsaPss pss, CallMemory memory) {
    MemorySegment parameters = memory.allocate(Layouts.PSS_PARAMS);
    parameters.set(JAVA_LONG, 0, pss.hash().mechanism());
    parameters.set(JAVA_LONG, 8, pss.hash().maskGeneration());
    parameters.set(JAVA_LONG, 16, pss.saltLength());
    return parameters;
  }

  private static NativeMechanism withParameters(
      Mechanism mechanism, MemorySegment parameters, MemorySegment iv, CallMemory memory) {
    MemorySegment segment = memory.allocate(Layouts.MECHANISM);
    segment.set(JAVA_LONG, 0, mechanism.code());
    segment.set(ADDRESS, 8, parameters);
    segment.set(JAVA_LONG, 16, parameters.byteSize());
    return new NativeMechanism(segment, iv);
  }
}
