package io.sealbridge.hsm.fake;

import io.sealbridge.hsm.connection.LibraryLoader;
import io.sealbridge.hsm.cryptoki.CryptokiException;
import io.sealbridge.hsm.cryptoki.CryptokiModule;
import io.sealbridge.hsm.cryptoki.CryptokiSession;
import io.sealbridge.hsm.cryptoki.MechanismInfo;
import io.sealbridge.hsm.cryptoki.ModuleInfo;
import io.sealbridge.hsm.cryptoki.Pin;
import io.sealbridge.hsm.cryptoki.ReturnValue;
import io.sealbridge.hsm.cryptoki.SlotInfo;
import io.sealbridge.hsm.cryptoki.Template;
import io.sealbridge.hsm.cryptoki.TokenInfo;
import io.sealbridge.hsm.cryptoki.Version;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A library with one token that takes any PIN. Functions fail as the script says, named as in C.
 * Safe for use by many threads.
 */
public final class ScriptedLibrary implements LibraryLoader {
  public static final String TOKEN = "scripted";

  final List<Template> objects = new CopyOnWriteArrayList<>();
  private final ConcurrentMap<String, Queue<ReturnValue>> script = new ConcurrentHashMap<>();
  private final ConcurrentMap<String, AtomicInteger> calls = new ConcurrentHashMap<>();

  private volatile boolean loggedIn = true;

  /** From now on the token wants a login; it is logged in to at first. */
  public void loggedOut() {
    loggedIn = false;
  }

  void logIn() {
    loggedIn = true;
  }

  boolean isLoggedIn() {
    return loggedIn;
  }

  /** The next call of {@code function} that is not scripted yet returns this. */
  public void failNext(String function, ReturnValue returned) {
    synchronized (script) {
      script.computeIfAbsent(function, _ -> new ArrayDeque<>()).add(returned);
    }
  }

  public int calls(String function) {
    return calls.computeIfAbsent(function, _ -> new AtomicInteger()).get();
  }

  /** What every function does first. */
  void call(String function) {
    calls.computeIfAbsent(function, _ -> new AtomicInteger()).incrementAndGet();
    synchronized (script) {
      Queue<ReturnValue> queue = script.get(function);
      ReturnValue returned = queue == null ? null : queue.poll();
      if (returned != null) {
        throw new CryptokiException(function, returned);
      }
    }
  }

  @Override
  public CryptokiModule load(Path library, Optional<String> parameters) {
    call("C_Initialize");
    return new Module(library);
  }

  private final class Module implements CryptokiModule {
    private final Path library;

    Module(Path library) {
      this.library = library;
    }

    @Override
    public ModuleInfo info() {
      Version version = new Version(2, 40);
      return new ModuleInfo(library, version, "Nobody", "Scripted", version, true);
    }

    @Override
    public List<SlotInfo> slots() {
      call("C_GetSlotList");
      Version version = new Version(1, 0);
      TokenInfo token =
          new TokenInfo(
              TOKEN,
              "Nobody",
              "Script",
              "0001",
              Set.of(TokenInfo.Flag.TOKEN_INITIALIZED, TokenInfo.Flag.LOGIN_REQUIRED),
              OptionalLong.empty(),
              OptionalLong.empty(),
              4,
              64,
              version,
              version);
      return List.of(new SlotInfo(1, "slot", "Nobody", false, true, Optional.of(token)));
    }

    @Override
    public Map<Long, MechanismInfo> mechanisms(long slotId) {
      return Map.of();
    }

    @Override
    public CryptokiSession openSession(long slotId, boolean readWrite) {
      call("C_OpenSession");
      return new ScriptedSession(ScriptedLibrary.this);
    }

    @Override
    public void closeAllSessions(long slotId) {
      call("C_CloseAllSessions");
    }

    @Override
    public void initToken(long slotId, Pin securityOfficer, String label) {
      throw new UnsupportedOperationException("no test needs this");
    }

    @Override
    public void close() {
      call("C_Finalize");
    }
  }
}
