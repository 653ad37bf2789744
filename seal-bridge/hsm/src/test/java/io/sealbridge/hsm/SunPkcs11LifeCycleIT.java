package io.sealbridge.hsm;

import static io.sealbridge.hsm.Answers.awaitRefused;
import static io.sealbridge.hsm.Answers.get;
import static org.assertj.core.api.Assertions.assertThat;

import io.sealbridge.keyring.HsmStatus;
import io.sealbridge.keyring.TokenKey;
import io.sealbridge.keyring.WrappedKey;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Alone in its process, since the library stays initialised. */
final class SunPkcs11LifeCycleIT {
  @Test
  void healsButNeverFinalisesUnderTheJdksProvider(@TempDir Path path) throws IOException {
    try (FaultyToken faulty = FaultyToken.create(path)) {
      // given
      faulty.library.countCalls();
      ConnectedToken token = faulty.open(Settings.with(faulty.settings(), Provider.SUNPKCS11));
      TokenKey key = FaultyToken.key(token);
      WrappedKey wrapped = FaultyToken.wrap(token, key);
      // when
      faulty.library.loseSessions();
      // then
      assertThat(HsmTokenContract.bytes(get(FaultyToken.unwrap(token, key, wrapped))))
          .isEqualTo(FaultyToken.DATA_KEY);
      assertThat(token.meters().reconnects()).isPositive();
      // when
      token.close();
      // then
      assertThat(faulty.library.calls("C_Finalize")).isZero();
      // and what it cannot do is refused at start, by name
      HsmStatus.Refused refused =
          awaitRefused(
              faulty.open(Settings.with(faulty.settings("luna-fips"), Provider.SUNPKCS11)));
      assertThat(refused.reason()).contains("sunpkcs11").contains("IV");
      assertThat(refused.action()).contains("cryptoki");
    }
  }
}
