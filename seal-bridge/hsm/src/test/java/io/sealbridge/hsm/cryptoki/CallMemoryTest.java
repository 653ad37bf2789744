package io.sealbridge.hsm.cryptoki;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class CallMemoryTest {
  @Property(tries = 200)
  void handsOutZeroedMemoryThatDoesNotOverlapAndWipesIt(
      @ForAll @Size(max = 40) List<@IntRange(min = 0, max = 3000) Integer> sizes) {
    CallMemory memory = new CallMemory();
    for (int round = 0; round < 2; round++) {
      List<MemorySegment> given = new ArrayList<>();
      try (CallMemory call = memory.open()) {
        for (int size : sizes) {
          MemorySegment segment = call.allocate(size, 8);
          assertThat(segment.byteSize()).isEqualTo(size);
          assertFilled(segment, 0);
          segment.fill((byte) (given.size() + 1));
          given.add(segment);
        }
        for (int i = 0; i < given.size(); i++) {
          assertFilled(given.get(i), i + 1);
        }
      }
      given.forEach(segment -> assertFilled(segment, 0));
    }
  }

  private static void assertFilled(MemorySegment segment, int value) {
    for (byte seen : segment.toArray(ValueLayout.JAVA_BYTE)) {
      assertThat(seen).isEqualTo((byte) value);
    }
  }

  @Test
  void alignsWhatItHandsOut() {
    CallMemory memory = new CallMemory();
    try (CallMemory call = memory.open()) {
      call.allocate(3, 1);

      assertThat(call.allocate(8, 8).address() % 8).isZero();
    }
  }

  @Test
  void refusesASecondCallAtTheSameTime() {
    CallMemory memory = new CallMemory();
    try (CallMemory _ = memory.open()) {
      assertThatThrownBy(memory::open)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("in use");
    }
    memory.open().close();
  }
}
