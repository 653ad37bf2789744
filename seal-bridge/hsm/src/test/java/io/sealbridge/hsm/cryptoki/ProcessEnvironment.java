package io.sealbridge.hsm.cryptoki;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/**
 * The C environment of this process, which {@code System.getenv} cannot change: SoftHSM reads the
 * name of its configuration from there at every C_Initialize.
 */
public final class ProcessEnvironment {
  private static final MethodHandle SETENV =
      Linker.nativeLinker()
          .downcallHandle(
              Linker.nativeLinker().defaultLookup().findOrThrow("setenv"),
              FunctionDescriptor.of(
                  ValueLayout.JAVA_INT,
                  ValueLayout.ADDRESS,
                  ValueLayout.ADDRESS,
                  ValueLayout.JAVA_INT));

  private ProcessEnvironment() {}

  /** Sets it for native code in this process; Java's own view stays as it is. */
  public static void set(String name, String value) {
    try (Arena arena = Arena.ofConfined()) {
      int failed = (int) SETENV.invokeExact(arena.allocateFrom(name), arena.allocateFrom(value), 1);
      if (failed != 0) {
        throw new IllegalStateException("setenv failed for " + name);
      }
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("setenv failed for " + name, e);
    }
  }
}
