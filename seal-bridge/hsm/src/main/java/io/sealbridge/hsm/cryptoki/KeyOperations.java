package io.sealbridge.hsm.cryptoki;

import static io.sealbridge.hsm.cryptoki.FunctionList.check;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemorySegment;

/** The operations that make keys, and those that carry them in and out. */
final class KeyOperations {
  /** A wrapped RSA-4096 private key has about 2,400 bytes. */
  private static final int LARGEST_WRAPPED = 4096;

  private final FunctionList functions;
  private final long session;
  private final CallMemory memory;

  KeyOperations(FunctionList functions, long session, CallMemory memory) {
    this.functions = functions;
    this.session = session;
    this.memory = memory;
  }

  ObjectHandle generateKey(Mechanism.KeyGeneration mechanism, Template template) {
    try (CallMemory call = memory.open()) {
      NativeTemplate array = NativeTemplate.write(withParameters(mechanism, template), call);
      MemorySegment handle = call.allocate(JAVA_LONG);
      check(
          CryptokiFunction.GENERATE_KEY,
          functions.call(
              CryptokiFunction.GENERATE_KEY,
              session,
              NativeMechanism.write(mechanism, call).segment(),
              array.segment(),
              array.count(),
              handle));
      return handleIn(handle);
    }
  }

  KeyPairHandles generateKeyPair(
      Mechanism.KeyPairGeneration mechanism, Template publicTemplate, Template privateTemplate) {
    try (CallMemory call = memory.open()) {
      NativeTemplate ofPublic =
          NativeTemplate.write(withParameters(mechanism, publicTemplate), call);
      NativeTemplate ofPrivate = NativeTemplate.write(privateTemplate, call);
      MemorySegment publicKey = call.allocate(JAVA_LONG);
      MemorySegment privateKey = call.allocate(JAVA_LONG);
      check(
          CryptokiFunction.GENERATE_KEY_PAIR,
          functions.call(
              CryptokiFunction.GENERATE_KEY_PAIR,
              session,
              NativeMechanism.write(mechanism, call).segment(),
              ofPublic.segment(),
              ofPublic.count(),
              ofPrivate.segment(),
              ofPrivate.count(),
              publicKey,
              privateKey));
      return new KeyPairHandles(handleIn(publicKey), handleIn(privateKey));
    }
  }

  private static Template withParameters(Mechanism.KeyGeneration mechanism, Template template) {
    return switch (mechanism) {
      case Mechanism.AesKeyGen aes -> template.with(AttributeType.VALUE_LEN, aes.bytes());
      case Mechanism.GenericSecretKeyGen secret ->
          template.with(AttributeType.VALUE_LEN, secret.bytes());
    };
  }

  private static Template withParameters(Mechanism.KeyPairGeneration mechanism, Template template) {
    return switch (mechanism) {
      case Mechanism.RsaKeyPairGen rsa ->
          template
              .with(AttributeType.MODULUS_BITS, rsa.bits())
              .with(AttributeType.PUBLIC_EXPONENT, new byte[] {1, 0, 1});
      case Mechanism.EcKeyPairGen ec ->
          template.with(AttributeType.EC_PARAMS, ec.curve().parameters());
    };
  }

  byte[] wrapKey(Mechanism.KeyWrap mechanism, ObjectHandle wrappingKey, ObjectHandle key) {
    try (CallMemory call = memory.open()) {
      MemorySegment parameters = NativeMechanism.write(mechanism, call).segment();
      MemorySegment length = call.allocate(JAVA_LONG);
      MemorySegment output = call.allocate(LARGEST_WRAPPED);
      length.set(JAVA_LONG, 0, output.byteSize());
      long returned = wrap(parameters, wrappingKey, key, output, length);
      if (ReturnValue.of(returned) == ReturnValue.BUFFER_TOO_SMALL) {
        output =
            call.allocate(
                DataOperations.checkedLength(CryptokiFunction.WRAP_KEY, length, returned));
        returned = wrap(parameters, wrappingKey, key, output, length);
      }
      check(CryptokiFunction.WRAP_KEY, returned);
      return DataOperations.given(output, length).toArray(JAVA_BYTE);
    }
  }

  private long wrap(
      MemorySegment parameters,
      ObjectHandle wrappingKey,
      ObjectHandle key,
      MemorySegment output,
      MemorySegment length) {
    return functions.call(
        CryptokiFunction.WRAP_KEY,
        session,
        parameters,
        wrappingKey.value(),
        key.value(),
        output,
        length);
  }

  ObjectHandle unwrapKey(
      Mechanism.KeyWrap mechanism, ObjectHandle unwrappingKey, byte[] wrapped, Template template) {
    try (CallMemory call = memory.open()) {
      NativeTemplate array = NativeTemplate.write(template, call);
      MemorySegment handle = call.allocate(JAVA_LONG);
      check(
          CryptokiFunction.UNWRAP_KEY,
          functions.call(
              CryptokiFunction.UNWRAP_KEY,
              session,
              NativeMechanism.write(mechanism, call).segment(),
              unwrappingKey.value(),
              call.copyOf(wrapped),
              wrapped.length,
              array.segment(),
              array.count(),
              handle));
      return handleIn(handle);
    }
  }

  static ObjectHandle handleIn(MemorySegment segment) {
    return new ObjectHandle(segment.get(JAVA_LONG, 0));
  }
}
