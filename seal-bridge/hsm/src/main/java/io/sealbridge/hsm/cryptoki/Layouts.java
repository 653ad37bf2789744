package io.sealbridge.hsm.cryptoki;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.StructLayout;

/**
 * The structures of PKCS#11 for 64-bit Unix: CK_ULONG has eight bytes, alignment is natural. A test
 * compares every size and offset with what a C compiler makes of them.
 */
final class Layouts {
  /** CK_UNAVAILABLE_INFORMATION: all ones. */
  static final long UNAVAILABLE = -1L;

  private static final StructLayout VERSION =
      MemoryLayout.structLayout(JAVA_BYTE.withName("major"), JAVA_BYTE.withName("minor"));

  static final StructLayout INFO =
      MemoryLayout.structLayout(
          VERSION.withName("cryptokiVersion"),
          text("manufacturerID", 32),
          MemoryLayout.paddingLayout(6),
          JAVA_LONG.withName("flags"),
          text("libraryDescription", 32),
          VERSION.withName("libraryVersion"),
          MemoryLayout.paddingLayout(6));

  static final StructLayout SLOT_INFO =
      MemoryLayout.structLayout(
          text("slotDescription", 64),
          text("manufacturerID", 32),
          JAVA_LONG.withName("flags"),
          VERSION.withName("hardwareVersion"),
          VERSION.withName("firmwareVersion"),
          MemoryLayout.paddingLayout(4));

  static final StructLayout TOKEN_INFO =
      MemoryLayout.structLayout(
          text("label", 32),
          text("manufacturerID", 32),
          text("model", 16),
          text("serialNumber", 16),
          JAVA_LONG.withName("flags"),
          JAVA_LONG.withName("ulMaxSessionCount"),
          JAVA_LONG.withName("ulSessionCount"),
          JAVA_LONG.withName("ulMaxRwSessionCount"),
          JAVA_LONG.withName("ulRwSessionCount"),
          JAVA_LONG.withName("ulMaxPinLen"),
          JAVA_LONG.withName("ulMinPinLen"),
          JAVA_LONG.withName("ulTotalPublicMemory"),
          JAVA_LONG.withName("ulFreePublicMemory"),
          JAVA_LONG.withName("ulTotalPrivateMemory"),
          JAVA_LONG.withName("ulFreePrivateMemory"),
          VERSION.withName("hardwareVersion"),
          VERSION.withName("firmwareVersion"),
          text("utcTime", 16),
          MemoryLayout.paddingLayout(4));

  static final StructLayout SESSION_INFO =
      MemoryLayout.structLayout(
          JAVA_LONG.withName("slotID"),
          JAVA_LONG.withName("state"),
          JAVA_LONG.withName("flags"),
          JAVA_LONG.withName("ulDeviceError"));

  static final StructLayout MECHANISM_INFO =
      MemoryLayout.structLayout(
          JAVA_LONG.withName("ulMinKeySize"),
          JAVA_LONG.withName("ulMaxKeySize"),
          JAVA_LONG.withName("flags"));

  static final StructLayout ATTRIBUTE =
      MemoryLayout.structLayout(
          JAVA_LONG.withName("type"), ADDRESS.withName("pValue"), JAVA_LONG.withName("ulValueLen"));

  static final StructLayout MECHANISM =
      MemoryLayout.structLayout(
          JAVA_LONG.withName("mechanism"),
          ADDRESS.withName("pParameter"),
          JAVA_LONG.withName("ulParameterLen"));

  static final StructLayout GCM_PARAMS =
      MemoryLayout.structLayout(
          ADDRESS.withName("pIv"),
          JAVA_LONG.withName("ulIvLen"),
          JAVA_LONG.withName("ulIvBits"),
          ADDRESS.withName("pAAD"),
          JAVA_LONG.withName("ulAADLen"),
          JAVA_LONG.withName("ulTagBits"));

  static final StructLayout OAEP_PARAMS =
      MemoryLayout.structLayout(
          JAVA_LONG.withName("hashAlg"),
          JAVA_LONG.withName("mgf"),
          JAVA_LONG.withName("source"),
          ADDRESS.withName("pSourceData"),
          JAVA_LONG.withName("ulSourceDataLen"));

  static final StructLayout PSS_PARAMS =
      MemoryLayout.structLayout(
          JAVA_LONG.withName("hashAlg"), JAVA_LONG.withName("mgf"), JAVA_LONG.withName("sLen"));

  static final StructLayout INITIALIZE_ARGS =
      MemoryLayout.structLayout(
          ADDRESS.withName("CreateMutex"),
          ADDRESS.withName("DestroyMutex"),
          ADDRESS.withName("LockMutex"),
          ADDRESS.withName("UnlockMutex"),
          JAVA_LONG.withName("flags"),
          ADDRESS.withName("pReserved"));

  private Layouts() {}

  static long offset(StructLayout layout, String member) {
    return layout.byteOffset(PathElement.groupElement(member));
  }

  private static MemoryLayout text(String name, int length) {
    return MemoryLayout.sequenceLayout(length, JAVA_BYTE).withName(name);
  }
}
