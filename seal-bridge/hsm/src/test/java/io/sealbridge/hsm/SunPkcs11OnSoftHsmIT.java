package io.sealbridge.hsm;

import static io.sealbridge.hsm.Answers.fault;
import static org.assertj.core.api.Assertions.assertThat;

import io.sealbridge.hsm.cryptoki.SoftHsmDirectory;
import io.sealbridge.hsm.cryptoki.TestToken;
import io.sealbridge.keyring.CkaId;
import io.sealbridge.keyring.HsmFault;
import io.sealbridge.keyring.KeyOrder;
import io.sealbridge.keyring.KeyType;
import io.sealbridge.keyring.OaepHash;
import io.sealbridge.keyring.UsageChoice;
import java.io.IOException;
import java.nio.file.Path;
import java.security.Provider;
import java.security.Security;
import org.junit.jupiter.api.Test;

final class SunPkcs11OnSoftHsmIT extends HsmTokenContract {
  @Override
  TestToken create(Path directory) throws IOException {
    return SoftHsmDirectory.create(directory, "contract");
  }

  @Override
  HsmSettings settings(TestToken created, Path directory) {
    return Settings.with(Settings.of(created), io.sealbridge.hsm.Provider.SUNPKCS11);
  }

  @Test
  void refusesRsaByName() {
    assertThat(
            fault(
                token.generate(
                    new KeyOrder(
                        label(),
                        CkaId.random(random),
                        KeyType.RSA_2048,
                        new UsageChoice.RsaOaep(OaepHash.SHA1)))))
        .isInstanceOf(HsmFault.Refused.class)
        .extracting(HsmFault::seen)
        .asString()
        .contains("sunpkcs11 cannot do RSA-OAEP");
  }

  @Test
  void staysOutOfTheGlobalListOfProviders() {
    aesKey();
    assertThat(Security.getProviders())
        .extracting(Provider::getName)
        .noneMatch(name -> name.startsWith("SunPKCS11-"));
  }
}
