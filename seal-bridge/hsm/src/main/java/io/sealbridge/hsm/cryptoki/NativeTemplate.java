package io.sealbridge.hsm.cryptoki;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemorySegment;
import java.util.Map;

/** An array of CK_ATTRIBUTE in a call's memory. */
record NativeTemplate(MemorySegment segment, int count) {
  private static final long SIZE = Layouts.ATTRIBUTE.byteSize();
  private static final long VALUE = 8;
  private static final long LENGTH = 16;

  static NativeTemplate write(Template template, CallMemory memory) {
    Map<AttributeType, AttributeValue.Present> values = template.values();
    NativeTemplate array = allocate(values.size(), memory);
    int index = 0;
    for (Map.Entry<AttributeType, AttributeValue.Present> entry : values.entrySet()) {
      array.set(index, entry.getKey(), memory.copyOf(entry.getValue().octets().lend()));
      index++;
    }
    return array;
  }

  static NativeTemplate allocate(int count, CallMemory memory) {
    return new NativeTemplate(memory.allocate(SIZE * count, ADDRESS.byteAlignment()), count);
  }

  void set(int index, AttributeType type, MemorySegment value) {
    segment.set(JAVA_LONG, SIZE * index, type.code());
    segment.set(ADDRESS, SIZE * index + VALUE, value);
    segment.set(JAVA_LONG, SIZE * index + LENGTH, value.byteSize());
  }

  /** The length that the token wrote back. */
  long length(int index) {
    return segment.get(JAVA_LONG, SIZE * index + LENGTH);
  }
}
