package io.sealbridge.hsm.connection;

import io.sealbridge.hsm.cryptoki.CryptokiModule;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;

/**
 * One native library with its users. Safe for use by many threads.
 *
 * <p>It has an epoch, which grows when the library is initialised again: handles of an earlier
 * epoch mean nothing, or somebody else's session. So whoever calls into the library enters it with
 * the epoch of its handles first, and nothing is finalised while somebody is inside, unless the
 * profile says that this is the way out.
 */
public final class SharedLibrary {
  /** An initialised library. */
  public record Loaded(CryptokiModule module, long epoch) {}

  private final Path path;
  private final LibraryLoader loader;
  private final ReentrantReadWriteLock calls = new ReentrantReadWriteLock();
  private volatile @Nullable Loaded loaded;
  private String parameters = "";
  private long epochs;
  private int users;
  private boolean finaliseForbidden;

  SharedLibrary(Path path, LibraryLoader loader) {
    this.path = path;
    this.loader = loader;
  }

  public Path path() {
    return path;
  }

  synchronized void addUser() {
    users++;
  }

  /**
   * The initialised library; loads it if this is the first call.
   *
   * @param wanted for C_Initialize; must be the same for all users
   */
  public synchronized Loaded load(String wanted) {
    Loaded present = loaded;
    if (present == null) {
      parameters = wanted;
      return initialise();
    }
    if (!parameters.equals(wanted)) {
      throw new BlockedException(
          Blocked.settings(
              "library " + path + " is configured with two different libraryParameters",
              "give all entries of hsms with this library the same libraryParameters"));
    }
    return present;
  }

  private Loaded initialise() {
    Optional<String> argument = parameters.isEmpty() ? Optional.empty() : Optional.of(parameters);
    Loaded fresh = new Loaded(loader.load(path, argument), ++epochs);
    loaded = fresh;
    return fresh;
  }

  /**
   * Finalises and initialises again, unless that has been done since {@code epoch}, or must not be
   * done now.
   *
   * @param evenInCalls although a call that does not return is inside
   */
  public synchronized Loaded reinitialise(long epoch, boolean evenInCalls) {
    Loaded present = loaded;
    if (present == null || present.epoch() != epoch || finaliseForbidden) {
      return load(parameters);
    }
    boolean idle = calls.writeLock().tryLock();
    if (!idle && !evenInCalls) {
      return present;
    }
    try {
      loaded = null;
      present.module().close();
      return initialise();
    } finally {
      if (idle) {
        calls.writeLock().unlock();
      }
    }
  }

  /** Whether the calling thread may use handles of {@code epoch} until it calls {@link #leave}. */
  public boolean enter(long epoch) {
    if (!calls.readLock().tryLock()) {
      return false;
    }
    Loaded present = loaded;
    if (present != null && present.epoch() == epoch) {
      return true;
    }
    calls.readLock().unlock();
    return false;
  }

  public void leave() {
    calls.readLock().unlock();
  }

  /**
   * From now on the library is never finalised in this process: the JDK's provider, whose own
   * threads close its sessions at any time, is loaded on it.
   */
  public synchronized void forbidFinalise() {
    finaliseForbidden = true;
  }

  /** The last user finalises the library, unless a call is still inside. */
  public synchronized void release() {
    users--;
    Loaded present = loaded;
    if (users > 0 || present == null || finaliseForbidden || !calls.writeLock().tryLock()) {
      return;
    }
    try {
      loaded = null;
      present.module().close();
    } finally {
      calls.writeLock().unlock();
    }
  }
}
