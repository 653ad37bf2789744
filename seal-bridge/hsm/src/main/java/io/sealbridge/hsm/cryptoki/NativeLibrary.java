package io.sealbridge.hsm.cryptoki;

import static io.sealbridge.hsm.cryptoki.FunctionList.check;
import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A library that is loaded but not yet initialised. C_GetFunctionList is the only symbol looked up:
 * it is all that the standard promises, and all that some libraries export.
 */
final class NativeLibrary {
  private static final String ENTRY = "C_GetFunctionList";
  private static final MethodHandle GET_FUNCTION_LIST =
      Linker.nativeLinker().downcallHandle(FunctionDescriptor.of(JAVA_LONG, ADDRESS));
  private static final long OS_LOCKING_OK = 0x2;

  private final Path path;
  private final FunctionList functions;

  private NativeLibrary(Path path, FunctionList functions) {
    this.path = path;
    this.functions = functions;
  }

  static NativeLibrary load(Path library) {
    if (!library.isAbsolute()) {
      throw new LibraryException(
          "hsms.library must be an absolute path, was %s; a bare name would be searched for on the loader's path"
              .formatted(library));
    }
    Path path = canonical(library);
    MemorySegment entry = lookUp(path);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment pointer = arena.allocate(ADDRESS);
      long returned = (long) GET_FUNCTION_LIST.invokeExact(entry, pointer);
      if (returned != 0) {
        throw new CryptokiException(ENTRY, returned);
      }
      return new NativeLibrary(path, functionList(path, pointer.get(ADDRESS, 0)));
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new LibraryException("%s of %s failed".formatted(ENTRY, path), e);
    }
  }

  private static Path canonical(Path library) {
    try {
      return library.toRealPath();
    } catch (IOException e) {
      throw new LibraryException(
          "cannot find PKCS#11 library %s (%s); check hsms.library and that the HSM's client is installed"
              .formatted(library, e),
          e);
    }
  }

  private static MemorySegment lookUp(Path path) {
    try {
      // Never unloaded: see CryptokiModule.close.
      return SymbolLookup.libraryLookup(path, Arena.global())
          .find(ENTRY)
          .orElseThrow(
              () ->
                  new LibraryException(
                      "%s has no symbol %s; it is no PKCS#11 library, check hsms.library"
                          .formatted(path, ENTRY)));
    } catch (IllegalArgumentException e) {
      throw new LibraryException(
          "cannot load PKCS#11 library %s; check with ldd that it is built for this machine and that all it needs is installed"
              .formatted(path),
          e);
    }
  }

  private static FunctionList functionList(Path path, MemorySegment pointer) {
    MemorySegment list = pointer.reinterpret(FunctionList.size());
    int major = Byte.toUnsignedInt(list.get(JAVA_BYTE, 0));
    if (major != 2 && major != 3) {
      throw new LibraryException(
          "%s speaks PKCS#11 version %d, must be 2 or 3; check hsms.library"
              .formatted(path, major));
    }
    return new FunctionList(list);
  }

  NativeModule initialise(Optional<String> parameters) {
    boolean initialisedHere = initialiseOnce(parameters);
    try (Arena arena = Arena.ofConfined()) {
      Struct info = Struct.allocate(Layouts.INFO, arena);
      check(CryptokiFunction.GET_INFO, functions.call(CryptokiFunction.GET_INFO, info.segment()));
      return new NativeModule(
          functions,
          new ModuleInfo(
              path,
              info.version("cryptokiVersion"),
              info.text("manufacturerID"),
              info.text("libraryDescription"),
              info.version("libraryVersion"),
              initialisedHere));
    }
  }

  private boolean initialiseOnce(Optional<String> parameters) {
    try (Arena arena = Arena.ofConfined()) {
      // NSS has a second pointer after pReserved, which must be null: one more word of zeros.
      MemorySegment arguments =
          arena.allocate(Layouts.INITIALIZE_ARGS.byteSize() + ADDRESS.byteSize(), 8);
      arguments.set(JAVA_LONG, Layouts.offset(Layouts.INITIALIZE_ARGS, "flags"), OS_LOCKING_OK);
      arguments.set(
          ADDRESS,
          Layouts.offset(Layouts.INITIALIZE_ARGS, "pReserved"),
          parameters.map(arena::allocateFrom).orElse(MemorySegment.NULL));
      long returned = functions.call(CryptokiFunction.INITIALIZE, arguments);
      if (ReturnValue.of(returned) == ReturnValue.CRYPTOKI_ALREADY_INITIALIZED) {
        return false;
      }
      check(CryptokiFunction.INITIALIZE, returned);
      return true;
    }
  }
}
