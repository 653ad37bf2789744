package io.sealbridge.hsm.datapath;

import io.sealbridge.keyring.HsmException;
import io.sealbridge.keyring.HsmFault;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.ProviderException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import javax.crypto.SecretKey;
import org.jspecify.annotations.Nullable;

/**
 * The keys of a token as the JDK's provider finds them: by label only, all of them read at once, so
 * that is done again only for a label not seen yet. Safe for use by many threads.
 */
public final class SunPkcs11Keys {
  private final Provider provider;
  private final ConcurrentMap<String, Key> keys = new ConcurrentHashMap<>();

  public SunPkcs11Keys(Provider provider) {
    this.provider = provider;
  }

  /**
   * Reads all labels.
   *
   * @throws HsmException if the provider cannot, as when two keys share a label
   */
  public void load() {
    store();
  }

  SecretKey secret(String label) {
    return key(label, SecretKey.class);
  }

  PrivateKey signing(String label) {
    return key(label, PrivateKey.class);
  }

  private <K extends Key> K key(String label, Class<K> kind) {
    Key known = keys.get(label);
    if (known == null) {
      known = find(label);
    }
    if (!kind.isInstance(known)) {
      throw new HsmException(
          new HsmFault.Refused(
              "provider sunpkcs11 finds no %s labelled \"%s\""
                  .formatted(kind.getSimpleName(), label)));
    }
    return kind.cast(known);
  }

  private synchronized @Nullable Key find(String label) {
    try {
      Key found = store().getKey(label, null);
      if (found != null) {
        keys.put(label, found);
      }
      return found;
    } catch (GeneralSecurityException | ProviderException e) {
      throw SunPkcs11Failures.translate("KeyStore", e);
    }
  }

  private KeyStore store() {
    try {
      KeyStore store = KeyStore.getInstance("PKCS11", provider);
      store.load(null, null);
      return store;
    } catch (IOException | GeneralSecurityException | ProviderException e) {
      if (SunPkcs11Failures.returnCode(e).isPresent()) {
        throw SunPkcs11Failures.translate("KeyStore", e);
      }
      throw new HsmException(
          new HsmFault.Refused("provider sunpkcs11 cannot read the token's labels: " + reason(e)),
          e);
    }
  }

  private static String reason(Throwable failure) {
    return failure.getCause() == null
        ? String.valueOf(failure.getMessage())
        : String.valueOf(failure.getCause().getMessage());
  }
}
