package io.sealbridge.hsm;

import static io.sealbridge.hsm.Answers.fault;
import static io.sealbridge.hsm.Answers.get;
import static org.assertj.core.api.Assertions.assertThat;

import io.sealbridge.hsm.cryptoki.NssDirectory;
import io.sealbridge.hsm.cryptoki.TestToken;
import io.sealbridge.keyring.CkaId;
import io.sealbridge.keyring.HsmFault;
import io.sealbridge.keyring.HsmStatus;
import io.sealbridge.keyring.KeyOrder;
import io.sealbridge.keyring.KeyType;
import io.sealbridge.keyring.OaepHash;
import io.sealbridge.keyring.TokenKey;
import io.sealbridge.keyring.UsageChoice;
import io.sealbridge.keyring.WrappedKey;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class CryptokiOnNssIT extends HsmTokenContract {
  @Override
  TestToken create(Path directory) throws IOException {
    return NssDirectory.create(directory, "contract");
  }

  @Override
  HsmSettings settings(TestToken created, Path directory) {
    return Settings.with(
        Settings.of(created), new StateLocation.InDirectory(directory.resolve("states")));
  }

  @ParameterizedTest
  @EnumSource(OaepHash.class)
  void opensWhatSoftwareWrappedForAnRsaKey(OaepHash hash) throws GeneralSecurityException {
    // given
    TokenKey key = rsaKey(hash);
    // when
    WrappedKey wrapped = wrapInSoftware(key);
    // then
    assertThat(bytes(get(token.unwrap(key, wrapped, AAD)))).isEqualTo(dataKey());
  }

  private TokenKey rsaKey(OaepHash hash) {
    return get(
        token.generate(
            new KeyOrder(
                label(), CkaId.random(random), KeyType.RSA_2048, new UsageChoice.RsaOaep(hash))));
  }

  @ParameterizedTest
  @EnumSource(OaepHash.class)
  void blamesTheBlobForATamperedRsaBlobAndStaysReady(OaepHash hash)
      throws GeneralSecurityException {
    // given
    TokenKey key = rsaKey(hash);
    WrappedKey good = wrapInSoftware(key);
    long generation = ((HsmStatus.Ready) token.status()).generation();
    // when
    HsmFault fault = fault(token.unwrap(key, tampered(good, 100), AAD));
    // then
    assertThat(fault).isInstanceOf(HsmFault.BadInput.class);
    assertThat(((HsmStatus.Ready) token.status()).generation()).isEqualTo(generation);
  }
}
