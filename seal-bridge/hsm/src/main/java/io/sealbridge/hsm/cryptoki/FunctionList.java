package io.sealbridge.hsm.cryptoki;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.EnumMap;
import java.util.Map;

/**
 * A library's CK_FUNCTION_LIST: one {@code call} per shape of arguments, so that a wrong argument
 * does not compile. {@code call} gives the CK_RV; {@link #check} makes it an exception. Immutable.
 *
 * <p>The calls are ordinary downcalls, never critical ones: a library may block for minutes and the
 * collector must not wait for it.
 */
final class FunctionList {
  private static final MethodHandle P = shape(ADDRESS);
  private static final MethodHandle L = shape(JAVA_LONG);
  private static final MethodHandle BPP = shape(JAVA_BYTE, ADDRESS, ADDRESS);
  private static final MethodHandle LP = shape(JAVA_LONG, ADDRESS);
  private static final MethodHandle LPP = shape(JAVA_LONG, ADDRESS, ADDRESS);
  private static final MethodHandle LLP = shape(JAVA_LONG, JAVA_LONG, ADDRESS);
  private static final MethodHandle LLPPP = shape(JAVA_LONG, JAVA_LONG, ADDRESS, ADDRESS, ADDRESS);
  private static final MethodHandle LPL = shape(JAVA_LONG, ADDRESS, JAVA_LONG);
  private static final MethodHandle LPLP = shape(JAVA_LONG, ADDRESS, JAVA_LONG, ADDRESS);
  private static final MethodHandle LLPL = shape(JAVA_LONG, JAVA_LONG, ADDRESS, JAVA_LONG);
  private static final MethodHandle LL = shape(JAVA_LONG, JAVA_LONG);
  private static final MethodHandle LPLPP = shape(JAVA_LONG, ADDRESS, JAVA_LONG, ADDRESS, ADDRESS);
  private static final MethodHandle LPLPL =
      shape(JAVA_LONG, ADDRESS, JAVA_LONG, ADDRESS, JAVA_LONG);
  private static final MethodHandle LPPLP = shape(JAVA_LONG, ADDRESS, ADDRESS, JAVA_LONG, ADDRESS);
  private static final MethodHandle LPPLPLPP =
      shape(JAVA_LONG, ADDRESS, ADDRESS, JAVA_LONG, ADDRESS, JAVA_LONG, ADDRESS, ADDRESS);
  private static final MethodHandle LPLLPP =
      shape(JAVA_LONG, ADDRESS, JAVA_LONG, JAVA_LONG, ADDRESS, ADDRESS);
  private static final MethodHandle LPLPLPLP =
      shape(JAVA_LONG, ADDRESS, JAVA_LONG, ADDRESS, JAVA_LONG, ADDRESS, JAVA_LONG, ADDRESS);

  private final Map<CryptokiFunction, MemorySegment> addresses =
      new EnumMap<>(CryptokiFunction.class);

  /**
   * Copies the pointers.
   *
   * @param list the whole CK_FUNCTION_LIST, readable
   */
  FunctionList(MemorySegment list) {
    for (CryptokiFunction function : CryptokiFunction.values()) {
      addresses.put(function, list.get(ADDRESS, function.offset()));
    }
  }

  static long size() {
    return 8L * (1 + CryptokiFunction.COUNT);
  }

  private static MethodHandle shape(MemoryLayout... arguments) {
    return Linker.nativeLinker().downcallHandle(FunctionDescriptor.of(JAVA_LONG, arguments));
  }

  /** Throws unless {@code returned} is CKR_OK. */
  static void check(CryptokiFunction function, long returned) {
    if (returned != 0) {
      throw new CryptokiException(function.cName(), returned);
    }
  }

  private MemorySegment address(CryptokiFunction function) {
    MemorySegment address = addresses.getOrDefault(function, MemorySegment.NULL);
    if (address.equals(MemorySegment.NULL)) {
      // The standard wants a stub; some libraries leave a null pointer instead.
      throw new CryptokiException(function.cName(), ReturnValue.FUNCTION_NOT_SUPPORTED);
    }
    return address;
  }

  private static RuntimeException notFromCode(CryptokiFunction function, Throwable thrown) {
    if (thrown instanceof RuntimeException exception) {
      return exception;
    }
    if (thrown instanceof Error error) {
      throw error;
    }
    return new IllegalStateException(function.cName() + " threw a checked exception", thrown);
  }

  long call(CryptokiFunction function, MemorySegment a) {
    try {
      return (long) P.invokeExact(address(function), a);
    } catch (Throwable thrown) {
      throw notFromCode(function, thrown);
    }
  }

  long call(CryptokiFunction function, long a) {
    try {
      return (long) L.invokeExact(address(function), a);
    } catch (Throwable thrown) {
      throw notFromCode(function, thrown);
    }
  }

  long call(CryptokiFunction function, byte a, MemorySegment b, MemorySegment c) {
    try {
      return (long) BPP.invokeExact(address(function), a, b, c);
    } catch (Throwable thrown) {
      throw notFromCode(function, thrown);
    }
  }

  long call(CryptokiFunction function, long a, MemorySegment b) {
    try {
      return (long) LP.invokeExact(address(function), a, b);
    } catch (Throwable thrown) {
      throw notFromCode(function, thrown);
    }
  }

  long call(CryptokiFunction function, long a, MemorySegment b, MemorySegment c) {
    try {
      return (long) LPP.invokeExact(address(function), a, b, c);
    } catch (Throwable thrown) {
      throw notFromCode(function, thrown);
    }
  }

  long call(CryptokiFunction function, long a, long b, MemorySegment c) {
    try {
      return (long) LLP.invokeExact(address(function), a, b, c);
    } catch (Throwable thrown) {
      throw notFromCode(function, thrown);
    }
  }

  long call(
      CryptokiFunction function,
      long a,
      long b,
      MemorySegment c,
      MemorySegment d,
      MemorySegment e) {
    try {
      return (long) LLPPP.invokeExact(address(function), a, b, c, d, e);
    } catch (Throwable thrown) {
      throw notFromCode(function, thrown);
    }
  }

  long call(CryptokiFunction function, long a, MemorySegment b, long c) {
    try {
      return (long) LPL.invokeExact(address(function), a, b, c);
    } catch (Throwable thrown) {
      throw notFromCode(function, thrown);
    }
  }

  long call(CryptokiFunction function, long a, MemorySegment b, long c, MemorySegment d) {
    try {
      return (long) LPLP.invokeExact(address(function), a, b, c, d);
    } catch (Throwable thrown) {
      throw notFromCode(function, thrown);
    }
  }

  long call(CryptokiFunction function, long a, long b, MemorySegment c, long d) {
    try {
      return (long) LLPL.invokeExact(address(function), a, b, c, d);
    } catch (Throwable thrown) {
      throw notFromCode(function, thrown);
    }
  }

  long call(CryptokiFunction function, long a, long b) {
    try {
      return (long) LL.invokeExact(address(function), a, b);
    } catch (Throwable thrown) {
      throw notFromCode(function, thrown);
    }
  }

  long call(
      CryptokiFunction function,
      long a,
      MemorySegment b,
      long c,
      MemorySegment d,
      MemorySegment e) {
    try {
      return (long) LPLPP.invokeExact(address(function), a, b, c, d, e);
    } catch (Throwable thrown) {
      throw notFromCode(function, thrown);
    }
  }

  long call(CryptokiFunction function, long a, MemorySegment b, long c, MemorySegment d, long e) {
    try {
      return (long) LPLPL.invokeExact(address(function), a, b, c, d, e);
    } catch (Throwable thrown) {
      throw notFromCode(function, thrown);
    }
  }

  long call(
      CryptokiFunction function,
      long a,
      MemorySegment b,
      MemorySegment c,
      long d,
      MemorySegment e) {
    try {
      return (long) LPPLP.invokeExact(address(function), a, b, c, d, e);
    } catch (Throwable thrown) {
      throw notFromCode(function, thrown);
    }
  }

  long call(
      CryptokiFunction function,
      long a,
      MemorySegment b,
      MemorySegment c,
      long d,
      MemorySegment e,
      long f,
      MemorySegment g,
      MemorySegment h) {
    try {
      return (long) LPPLPLPP.invokeExact(address(function), a, b, c, d, e, f, g, h);
    } catch (Throwable thrown) {
      throw notFromCode(function, thrown);
    }
  }

  long call(
      CryptokiFunction function,
      long a,
      MemorySegment b,
      long c,
      long d,
      MemorySegment e,
      MemorySegment f) {
    try {
      return (long) LPLLPP.invokeExact(address(function), a, b, c, d, e, f);
    } catch (Throwable thrown) {
      throw notFromCode(function, thrown);
    }
  }

  long call(
      CryptokiFunction function,
      long a,
      MemorySegment b,
      long c,
      MemorySegment d,
      long e,
      MemorySegment f,
      long g,
      MemorySegment h) {
    try {
      return (long) LPLPLPLP.invokeExact(address(function), a, b, c, d, e, f, g, h);
    } catch (Throwable thrown) {
      throw notFromCode(function, thrown);
    }
  }
}
