package io.sealbridge.hsm;

import io.sealbridge.hsm.cryptoki.TestToken;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/** Settings for a test's own token. */
public final class Settings {
  private Settings() {}

  public static HsmSettings of(TestToken token) {
    return new HsmSettings(
        "test",
        Provider.CRYPTOKI,
        token.library(),
        token.libraryParameters().orElse(""),
        new TokenSelector(Optional.of(token.label()), Optional.empty(), OptionalLong.empty()),
        token.pinFile(),
        HsmSettings.AUTO_PROFILE,
        4,
        Duration.ofSeconds(5),
        new StateLocation.OnToken());
  }

  static HsmSettings with(HsmSettings settings, Provider provider) {
    return new HsmSettings(
        settings.name(),
        provider,
        settings.library(),
        settings.libraryParameters(),
        settings.token(),
        settings.pinFile(),
        settings.profile(),
        settings.sessions(),
        settings.callTimeout(),
        settings.state());
  }

  static HsmSettings with(HsmSettings settings, StateLocation state) {
    return new HsmSettings(
        settings.name(),
        settings.provider(),
        settings.library(),
        settings.libraryParameters(),
        settings.token(),
        settings.pinFile(),
        settings.profile(),
        settings.sessions(),
        settings.callTimeout(),
        state);
  }

  static HsmSettings with(HsmSettings settings, TokenSelector selector) {
    return new HsmSettings(
        settings.name(),
        settings.provider(),
        settings.library(),
        settings.libraryParameters(),
        selector,
        settings.pinFile(),
        settings.profile(),
        settings.sessions(),
        settings.callTimeout(),
        settings.state());
  }

  static HsmSettings withPinFile(HsmSettings settings, Path pinFile) {
    return new HsmSettings(
        settings.name(),
        settings.provider(),
        settings.library(),
        settings.libraryParameters(),
        settings.token(),
        pinFile,
        settings.profile(),
        settings.sessions(),
        settings.callTimeout(),
        settings.state());
  }
}
