package io.sealbridge.hsm.cryptoki;

import java.util.List;
import java.util.Map;

/**
 * One initialised PKCS#11 library. Safe for use by many threads. Every method blocks for as long as
 * the library does and throws {@link CryptokiException} for any return code but CKR_OK.
 */
public interface CryptokiModule extends AutoCloseable {
  ModuleInfo info();

  /** All slots, those without a token too, in the order of the library. */
  List<SlotInfo> slots();

  /**
   * The mechanisms of the token in this slot by their CKM number ({@link MechanismType#nameOf}).
   */
  Map<Long, MechanismInfo> mechanisms(long slotId);

  CryptokiSession openSession(long slotId, boolean readWrite);

  /** Closes every session of this process on that token, which logs out too. */
  void closeAllSessions(long slotId);

  /** Erases the token and gives it a label and a security officer's PIN. */
  void initToken(long slotId, Pin securityOfficer, String label);

  /**
   * C_Finalize, which ends every session of this process. It is not called if the library had
   * already been initialised by someone else ({@link ModuleInfo#initialisedHere}). The library
   * stays loaded: unloading is what crashes some of them. Repeated calls do nothing.
   */
  @Override
  void close();
}
