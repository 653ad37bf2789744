package io.sealbridge.hsm;

import io.sealbridge.hsm.connection.DataPaths;
import io.sealbridge.hsm.connection.Libraries;
import io.sealbridge.hsm.connection.LibraryLoader;
import io.sealbridge.hsm.connection.OwnDataPaths;
import io.sealbridge.hsm.connection.Rhythm;
import io.sealbridge.hsm.connection.SunPkcs11DataPaths;
import io.sealbridge.hsm.cryptoki.Cryptoki;
import io.sealbridge.hsm.token.Machinery;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/**
 * Opens tokens. One instance per process: it owns the native libraries, which several tokens may
 * share, and finalises each when its last token is closed. Safe for use by many threads.
 */
public final class HsmTokens implements AutoCloseable {
  private final Clock clock;
  private final Exhaustion exhaustion;
  private final SecureRandom random = new SecureRandom();
  private final Libraries libraries;
  private final List<ConnectedToken> opened = new ArrayList<>();

  public HsmTokens(Clock clock, Exhaustion exhaustion) {
    this(clock, exhaustion, Cryptoki::load);
  }

  HsmTokens(Clock clock, Exhaustion exhaustion, LibraryLoader loader) {
    this.clock = clock;
    this.exhaustion = exhaustion;
    this.libraries = new Libraries(loader);
  }

  /**
   * Starts to connect in the background and returns at once, whatever the state of the device;
   * {@link ConnectedToken#status()} tells how it goes. Calls made while the first connection is
   * being built wait for it up to the call timeout.
   */
  public ConnectedToken open(HsmSettings settings) {
    return open(settings, Rhythm.standard(settings.callTimeout(), random));
  }

  synchronized ConnectedToken open(HsmSettings settings, Rhythm rhythm) {
    ConnectedToken token =
        Machinery.start(
            settings,
            new Machinery.Environment(
                libraries.acquire(settings.library()),
                dataPaths(settings.provider()),
                rhythm,
                exhaustion,
                clock,
                random));
    opened.add(token);
    return token;
  }

  private DataPaths dataPaths(Provider provider) {
    return switch (provider) {
      case CRYPTOKI -> new OwnDataPaths(random);
      case SUNPKCS11 -> new SunPkcs11DataPaths(random);
    };
  }

  /** Closes every token that is still open. */
  @Override
  public synchronized void close() {
    opened.forEach(ConnectedToken::close);
    opened.clear();
  }
}
