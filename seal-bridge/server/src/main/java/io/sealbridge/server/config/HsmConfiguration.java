package io.sealbridge.server.config;

import io.sealbridge.configuration.Setting;
import io.sealbridge.hsm.HsmSettings;
import io.sealbridge.hsm.Provider;
import io.sealbridge.hsm.StateLocation;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** One PKCS#11 token. */
public record HsmConfiguration(
    @Setting("What the rest of the file and the recipients of key versions call this HSM.")
        String name,
    @Setting(
            value =
                "cryptoki, or sunpkcs11 to encrypt, decrypt and sign through the JDK's provider.",
            byDefault = "cryptoki")
        Provider provider,
    @Setting("Path of the vendor's PKCS#11 library.") Path library,
    @Setting("Reserved string for C_Initialize, as NSS softokn wants it.")
        Optional<String> libraryParameters,
    @Setting(
            "Which token of the library: label, serial, slot. All that are given must match exactly"
                + " one token.")
        TokenConfiguration token,
    @Setting(
            "File that holds the user PIN; mode 0600 or 0400, or 0440 where root owns it and the bridge is another user, as Kubernetes mounts it.")
        Path pinFile,
    @Setting(
            value = "Vendor profile, or auto to choose by what the library says of itself.",
            byDefault = "auto")
        String profile,
    @Setting(value = "Sessions, each with a thread of its own; 1 to 256.", byDefault = "8")
        int sessions,
    @Setting(
            value =
                "After which a caller gets an answer whatever the device does; making a key may"
                    + " take 50s in any case; 100ms to 5m.",
            byDefault = "5s")
        Duration callTimeout,
    @Setting(
            value =
                "Where the states of the keys are kept: token, or { file: <folder> } for tokens"
                    + " that refuse private data objects.",
            byDefault = "token")
        StateLocation state) {

  public HsmConfiguration {
    var _ =
        new HsmSettings(
            name,
            provider,
            library,
            libraryParameters.orElse(""),
            token.selector(),
            pinFile,
            profile,
            sessions,
            callTimeout,
            state);
  }

  /** The same for the adapter. */
  public HsmSettings settings() {
    return new HsmSettings(
        name,
        provider,
        library,
        libraryParameters.orElse(""),
        token.selector(),
        pinFile,
        profile,
        sessions,
        callTimeout,
        state);
  }
}
