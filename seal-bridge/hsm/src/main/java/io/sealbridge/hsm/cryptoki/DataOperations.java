package io.sealbridge.hsm.cryptoki;

import static io.sealbridge.hsm.cryptoki.FunctionList.check;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import io.sealbridge.keyring.SecretBytes;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/**
 * The operations on data, each an init and one single-part call. Output buffers are large enough
 * for what the mechanism can give, so that the length needs no call of its own; if a token wants a
 * larger one, it gets it.
 */
final class DataOperations {
  /** An RSA-8192 block. */
  private static final int LARGEST_BLOCK = 1024;

  private final FunctionList functions;
  private final long session;
  private final CallMemory memory;

  DataOperations(FunctionList functions, long session, CallMemory memory) {
    this.functions = functions;
    this.session = session;
    this.memory = memory;
  }

  Encrypted encrypt(Mechanism.Cipher mechanism, ObjectHandle key, SecretBytes plaintext) {
    try (CallMemory call = memory.open()) {
      NativeMechanism parameters = init(CryptokiFunction.ENCRYPT_INIT, mechanism, key, call);
      MemorySegment input = plaintext.use(call::copyOf);
      byte[] output =
          run(CryptokiFunction.ENCRYPT, input, encryptedLength(mechanism, input), call)
              .toArray(JAVA_BYTE);
      return switch (mechanism) {
        case Mechanism.RsaOaep _ -> new Encrypted(new byte[0], output);
        case Mechanism.AesGcm gcm -> {
          checkLength(output, input.byteSize() + gcm.tagBits() / 8, "host");
          yield new Encrypted(parameters.readIv(), output);
        }
        case Mechanism.AesGcmTokenIv gcm ->
            switch (gcm.place()) {
              case BUFFER -> {
                checkLength(output, input.byteSize() + gcm.tagBits() / 8, "token, in the buffer");
                yield new Encrypted(checkMade(parameters.readIv()), output);
              }
              case AFTER_TAG -> splitIv(gcm, input.byteSize(), output);
            };
      };
    }
  }

  SecretBytes decrypt(Mechanism.Cipher mechanism, ObjectHandle key, byte[] ciphertext) {
    try (CallMemory call = memory.open()) {
      init(CryptokiFunction.DECRYPT_INIT, mechanism, key, call);
      MemorySegment input = call.copyOf(ciphertext);
      MemorySegment output = run(CryptokiFunction.DECRYPT, input, ciphertext.length, call);
      return SecretBytes.takeOwnershipOf(output.toArray(JAVA_BYTE));
    }
  }

  byte[] sign(Mechanism.Signature mechanism, ObjectHandle key, byte[] message) {
    try (CallMemory call = memory.open()) {
      init(CryptokiFunction.SIGN_INIT, mechanism, key, call);
      MemorySegment input = call.copyOf(message);
      return run(CryptokiFunction.SIGN, input, LARGEST_BLOCK, call).toArray(JAVA_BYTE);
    }
  }

  boolean verify(
      Mechanism.Signature mechanism, ObjectHandle key, byte[] message, byte[] signature) {
    try (CallMemory call = memory.open()) {
      init(CryptokiFunction.VERIFY_INIT, mechanism, key, call);
      long returned =
          functions.call(
              CryptokiFunction.VERIFY,
              session,
              call.copyOf(message),
              message.length,
              call.copyOf(signature),
              signature.length);
      ReturnValue value = ReturnValue.of(returned);
      if (value == ReturnValue.SIGNATURE_INVALID || value == ReturnValue.SIGNATURE_LEN_RANGE) {
        return false;
      }
      check(CryptokiFunction.VERIFY, returned);
      return true;
    }
  }

  SecretBytes generateRandom(int length) {
    try (CallMemory call = memory.open()) {
      MemorySegment output = call.allocate(length);
      check(
          CryptokiFunction.GENERATE_RANDOM,
          functions.call(CryptokiFunction.GENERATE_RANDOM, session, output, length));
      return SecretBytes.takeOwnershipOf(output.toArray(JAVA_BYTE));
    }
  }

  private NativeMechanism init(
      CryptokiFunction function, Mechanism mechanism, ObjectHandle key, CallMemory call) {
    NativeMechanism parameters = NativeMechanism.write(mechanism, call);
    check(function, functions.call(function, session, parameters.segment(), key.value()));
    return parameters;
  }

  private MemorySegment run(
      CryptokiFunction function, MemorySegment input, long capacity, CallMemory call) {
    MemorySegment length = call.allocate(JAVA_LONG);
    MemorySegment output = call.allocate(capacity);
    length.set(JAVA_LONG, 0, capacity);
    long returned = functions.call(function, session, input, input.byteSize(), output, length);
    if (ReturnValue.of(returned) == ReturnValue.BUFFER_TOO_SMALL) {
      // The operation stays active and the length says what it needs.
      output = call.allocate(checkedLength(function, length, returned));
      returned = functions.call(function, session, input, input.byteSize(), output, length);
    }
    check(function, returned);
    return given(output, length);
  }

  static long checkedLength(CryptokiFunction function, MemorySegment length, long returned) {
    long wanted = length.get(JAVA_LONG, 0);
    if (wanted < 0 || wanted > Integer.MAX_VALUE) {
      throw new CryptokiException(function.cName(), returned);
    }
    return wanted;
  }

  /** The part of the buffer that the token says it wrote, which is never more than the buffer. */
  static MemorySegment given(MemorySegment output, MemorySegment length) {
    return output.asSlice(0, length.get(JAVA_LONG, 0));
  }

  private static long encryptedLength(Mechanism.Cipher mechanism, MemorySegment input) {
    return switch (mechanism) {
      case Mechanism.AesGcm gcm -> input.byteSize() + gcm.tagBits() / 8;
      case Mechanism.AesGcmTokenIv gcm -> input.byteSize() + gcm.tagBits() / 8 + gcm.ivLength();
      case Mechanism.RsaOaep _ -> LARGEST_BLOCK;
    };
  }

  private static void checkLength(byte[] output, long expected, String maker) {
    if (output.length != expected) {
      throw new LibraryException(
          "C_Encrypt gave %d bytes where AES-GCM with an IV made by the %s gives %d; the token treats the IV otherwise, check hsms.profile"
              .formatted(output.length, maker, expected));
    }
  }

  /** An IV of zeros would be used again and again, which breaks AES-GCM. */
  private static byte[] checkMade(byte[] iv) {
    if (Arrays.equals(iv, new byte[iv.length])) {
      throw new LibraryException(
          "the token made no IV of its own for AES-GCM, though the profile says that it does; check hsms.profile");
    }
    return iv;
  }

  private static Encrypted splitIv(Mechanism.AesGcmTokenIv gcm, long inputLength, byte[] output) {
    int sealed = Math.toIntExact(inputLength + gcm.tagBits() / 8);
    checkLength(output, sealed + (long) gcm.ivLength(), "token, after the tag");
    return new Encrypted(
        checkMade(Arrays.copyOfRange(output, sealed, output.length)),
        Arrays.copyOf(output, sealed));
  }
}
