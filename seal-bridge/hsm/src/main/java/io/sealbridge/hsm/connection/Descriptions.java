package io.sealbridge.hsm.connection;

import io.sealbridge.hsm.HsmSettings;
import io.sealbridge.hsm.TokenReport;
import io.sealbridge.hsm.cryptoki.MechanismInfo;
import io.sealbridge.hsm.cryptoki.MechanismType;
import io.sealbridge.hsm.cryptoki.ModuleInfo;
import io.sealbridge.hsm.cryptoki.TokenInfo;
import io.sealbridge.hsm.profile.Profile;
import io.sealbridge.hsm.profile.Profiles;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads what library and token say of themselves. */
final class Descriptions {
  private Descriptions() {}

  static Profile profile(HsmSettings settings, ModuleInfo library) {
    return profile(settings, library.manufacturer() + "/" + library.description());
  }

  static Profile profile(HsmSettings settings, ModuleInfo library, TokenInfo token) {
    return profile(
        settings,
        String.join(
            "/",
            library.manufacturer(),
            library.description(),
            token.manufacturer(),
            token.model()));
  }

  private static Profile profile(HsmSettings settings, String identity) {
    if (settings.profile().equals(HsmSettings.AUTO_PROFILE)) {
      return Profiles.matching(identity);
    }
    return Profiles.named(settings.profile())
        .orElseThrow(
            () ->
                new BlockedException(
                    Blocked.settings(
                        "no profile is named \"" + settings.profile() + "\"",
                        "set hsms.profile to auto or one of " + Profiles.names())));
  }

  static TokenReport report(
      HsmSettings settings,
      ModuleInfo library,
      TokenFinder.Found found,
      Profile profile,
      Map<Long, MechanismInfo> mechanisms) {
    TokenInfo token = found.token();
    return new TokenReport(
        library.manufacturer(),
        library.description(),
        library.libraryVersion().toString(),
        token.label(),
        token.manufacturer(),
        token.model(),
        token.serial(),
        token.firmwareVersion().toString(),
        found.slot(),
        profile.name(),
        PinGate.warnings(token),
        mechanisms.keySet().stream().sorted().map(MechanismType::nameOf).toList(),
        warnings(settings, token, profile));
  }

  private static List<String> warnings(HsmSettings settings, TokenInfo token, Profile profile) {
    List<String> warnings = new ArrayList<>(profile.notes());
    if (!token.has(TokenInfo.Flag.LOGIN_REQUIRED)) {
      warnings.add("the token wants no login: whoever reaches the library can use the keys");
    }
    token
        .maxReadWriteSessions()
        .ifPresent(
            most -> {
              if (most <= settings.sessions()) {
                warnings.add(
                    "the token allows %d sessions, hsms.sessions %d and one more are wanted"
                        .formatted(most, settings.sessions()));
              }
            });
    return warnings;
  }
}
