package io.sealbridge.hsm;

import static io.sealbridge.hsm.Answers.fault;
import static io.sealbridge.hsm.Answers.get;
import static org.assertj.core.api.Assertions.assertThat;

import io.sealbridge.hsm.cryptoki.SoftHsmDirectory;
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
import org.junit.jupiter.api.Test;

final class CryptokiOnSoftHsmIT extends HsmTokenContract {
  @Override
  TestToken create(Path directory) throws IOException {
    return SoftHsmDirectory.create(directory, "contract");
  }

  @Test
  void recognisesItsProfile() {
    get(token.random(1)).close();
    assertThat(token.report().orElseThrow().profile()).isEqualTo("softhsm");
    assertThat(token.report().orElseThrow().warnings()).anyMatch(text -> text.contains("SHA-1"));
  }

  @Test
  void opensWhatSoftwareWrappedForAnRsaKey() throws GeneralSecurityException {
    // given
    TokenKey key = rsaKey(OaepHash.SHA1);
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

  @Test
  void blamesTheBlobForATamperedRsaBlobAndStaysReady() throws GeneralSecurityException {
    // given
    TokenKey key = rsaKey(OaepHash.SHA1);
    WrappedKey good = wrapInSoftware(key);
    long generation = ((HsmStatus.Ready) token.status()).generation();
    // when
    HsmFault fault = fault(token.unwrap(key, tampered(good, 100), AAD));
    // then
    assertThat(fault).isInstanceOf(HsmFault.BadInput.class);
    assertThat(((HsmStatus.Ready) token.status()).generation()).isEqualTo(generation);
  }

  @Test
  void refusesAnOaepHashThatTheTokenDoesNotHave() {
    assertThat(
            fault(
                token.generate(
                    new KeyOrder(
                        label(),
                        CkaId.random(random),
                        KeyType.RSA_2048,
                        new UsageChoice.RsaOaep(OaepHash.SHA256)))))
        .isInstanceOf(HsmFault.Refused.class)
        .extracting(HsmFault::seen)
        .asString()
        .contains("SHA1");
  }
}
