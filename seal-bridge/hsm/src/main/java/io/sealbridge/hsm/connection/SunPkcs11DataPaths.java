package io.sealbridge.hsm.connection;

import io.sealbridge.hsm.cryptoki.MechanismInfo;
import io.sealbridge.hsm.cryptoki.MechanismType;
import io.sealbridge.hsm.datapath.DataPath;
import io.sealbridge.hsm.datapath.SunPkcs11DataPath;
import io.sealbridge.hsm.datapath.SunPkcs11Keys;
import io.sealbridge.hsm.profile.IvPolicy;
import io.sealbridge.keyring.HsmException;
import java.security.AuthProvider;
import java.security.Provider;
import java.security.ProviderException;
import java.security.SecureRandom;
import java.security.Security;
import java.util.Optional;

/**
 * The JDK's provider: a fresh one for each connection, since it heals nothing by itself. It finds
 * the library initialised and the token logged in.
 */
public record SunPkcs11DataPaths(SecureRandom random) implements DataPaths {
  private static final String USE_CRYPTOKI = "set hsms.provider to cryptoki";

  @Override
  public Optional<Blocked> objection(Target target) {
    if (target.profile().iv() != IvPolicy.HOST) {
      return Optional.of(
          Blocked.settings(
              "provider sunpkcs11 cannot return an IV that the token makes (profile "
                  + target.profile().name()
                  + ")",
              USE_CRYPTOKI));
    }
    if (!target.can(MechanismType.AES_GCM, MechanismInfo.Use.ENCRYPT)
        || !target.can(MechanismType.AES_GCM, MechanismInfo.Use.DECRYPT)) {
      return Optional.of(
          Blocked.settings(
              "the token has no CKM_AES_GCM, and provider sunpkcs11 cannot do RSA-OAEP",
              USE_CRYPTOKI));
    }
    return Optional.empty();
  }

  @Override
  public DataPath open(Target target) {
    try {
      Provider unconfigured = Security.getProvider("SunPKCS11");
      if (unconfigured == null) {
        throw blocked("this Java has no provider SunPKCS11 (module jdk.crypto.cryptoki)");
      }
      AuthProvider provider = (AuthProvider) unconfigured.configure("--" + configuration(target));
      SunPkcs11Keys keys = new SunPkcs11Keys(provider);
      keys.load();
      return new SunPkcs11DataPath(provider, keys, random);
    } catch (ProviderException | java.security.InvalidParameterException e) {
      throw blocked("provider sunpkcs11 does not start: " + e.getMessage());
    } catch (HsmException e) {
      throw blocked(e.fault().seen());
    }
  }

  private static BlockedException blocked(String reason) {
    return new BlockedException(Blocked.settings(reason, "repair that, or " + USE_CRYPTOKI));
  }

  /** Everything that differs from the defaults keeps the provider from acting on its own. */
  private static String configuration(Target target) {
    return """
    name = %s-%d
    library = %s
    slotListIndex = %d
    omitInitialize = true
    destroyTokenAfterLogout = true
    allowSingleThreadedModules = false
    handleStartupErrors = halt
    showInfo = false
    enabledMechanisms = { KeyStore CKM_AES_GCM CKM_ECDSA CKM_ECDSA_SHA256 }
    """
        .formatted(
            target.hsm().replaceAll("[^A-Za-z0-9]", ""),
            target.generation(),
            target.library(),
            target.slotIndex());
  }

  @Override
  public boolean finalisable() {
    return false;
  }
}
