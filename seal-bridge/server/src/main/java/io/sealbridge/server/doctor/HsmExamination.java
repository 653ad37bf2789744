package io.sealbridge.server.doctor;

import io.sealbridge.hsm.ConnectedToken;
import io.sealbridge.hsm.TokenReport;
import io.sealbridge.keyring.HsmException;
import io.sealbridge.keyring.HsmFault;
import io.sealbridge.keyring.HsmStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Whether each HSM can be reached and logged into, and what library and token say of themselves.
 * Waits for the connection as long as a call may take. The PIN is shown to the token once, and not
 * at all when the token says that a wrong one would lock it.
 */
public final class HsmExamination {
  private static final List<String> MECHANISMS =
      List.of("CKM_AES_GCM", "CKM_RSA_PKCS_OAEP", "CKM_AES_KEY_GEN", "CKM_RSA_PKCS_KEY_PAIR_GEN");

  private HsmExamination() {}

  public static List<Diagnosis> of(List<ConnectedToken> tokens) {
    List<Diagnosis> diagnoses = new ArrayList<>();
    for (ConnectedToken token : tokens) {
      String check = "hsm " + token.name();
      Optional<HsmFault> fault = tryToConnect(token);
      token.report().ifPresent(report -> describe(check, report, diagnoses));
      switch (token.status()) {
        case HsmStatus.Ready ready ->
            diagnoses.add(Diagnosis.ok(check, "logged in to token " + ready.token()));
        case HsmStatus.Refused refused ->
            diagnoses.add(Diagnosis.fail(check, refused.reason(), refused.action()));
        case HsmStatus.Unavailable away ->
            diagnoses.add(Diagnosis.fail(check, away.fault().seen(), "mend the way to the device"));
        case HsmStatus.Connecting _ ->
            diagnoses.add(
                Diagnosis.fail(
                    check,
                    "no connection yet" + fault.map(f -> ": " + f.seen()).orElse(""),
                    "see whether the device answers other clients; or raise callTimeout"));
      }
    }
    return diagnoses;
  }

  /** Any call waits for the connection. */
  private static Optional<HsmFault> tryToConnect(ConnectedToken token) {
    return token
        .readStates()
        .thenApply(_ -> Optional.<HsmFault>empty())
        .exceptionally(HsmException::faultOf)
        .toCompletableFuture()
        .join();
  }

  private static void describe(String check, TokenReport report, List<Diagnosis> diagnoses) {
    diagnoses.add(
        Diagnosis.ok(
            check,
            "library %s, %s %s; token %s (%s, serial %s, slot %d); profile %s"
                .formatted(
                    report.libraryManufacturer(),
                    report.libraryDescription(),
                    report.libraryVersion(),
                    report.label(),
                    report.model(),
                    report.serial(),
                    report.slot(),
                    report.profile())));
    for (String warning : report.pinWarnings()) {
      diagnoses.add(Diagnosis.warn(check, warning, "see the PIN file and the token's PIN counter"));
    }
    for (String warning : report.warnings()) {
      diagnoses.add(Diagnosis.warn(check, warning, "see the page on this make of HSM"));
    }
    diagnoses.add(mechanisms(check, report.mechanisms()));
  }

  private static Diagnosis mechanisms(String check, List<String> offered) {
    List<String> ours = MECHANISMS.stream().filter(offered::contains).toList();
    boolean wraps = offered.contains("CKM_AES_GCM") || offered.contains("CKM_RSA_PKCS_OAEP");
    return wraps
        ? Diagnosis.ok(check, "mechanisms: " + String.join(", ", ours))
        : Diagnosis.fail(
            check,
            "the token offers neither CKM_AES_GCM nor CKM_RSA_PKCS_OAEP",
            "use a token, or a policy of it, that has one of them");
  }
}
