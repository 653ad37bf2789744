package io.sealbridge.server.doctor;

import io.sealbridge.hsm.ConnectedToken;
import io.sealbridge.keyring.HsmException;
import io.sealbridge.keyring.HsmStatus;
import io.sealbridge.keyring.InternalKey;
import io.sealbridge.keyring.KeyAttributes;
import io.sealbridge.keyring.KeyName;
import io.sealbridge.keyring.KeyPurpose;
import io.sealbridge.keyring.KeyState;
import io.sealbridge.keyring.KeyringException;
import io.sealbridge.keyring.OaepHash;
import io.sealbridge.keyring.Recipient;
import io.sealbridge.keyring.SerialMarks;
import io.sealbridge.keyring.Wrapping;
import io.sealbridge.keyring.administration.KeyAdministration;
import io.sealbridge.keyring.administration.KeyReport;
import io.sealbridge.keyring.attestation.AttestedKey;
import io.sealbridge.keyring.registry.StrayKey;
import io.sealbridge.keyring.registry.Strays;
import io.sealbridge.server.config.BridgeConfiguration;
import io.sealbridge.server.config.KeyConfiguration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;

/** Whether the keys are there, are what they must be, and are the same on every HSM. */
public final class KeyExamination {
  private final KeyAdministration keys;
  private final List<ConnectedToken> tokens;
  private final SerialMarks marks;
  private final List<Diagnosis> diagnoses = new ArrayList<>();

  private KeyExamination(KeyAdministration keys, List<ConnectedToken> tokens, SerialMarks marks) {
    this.keys = keys;
    this.tokens = tokens;
    this.marks = marks;
  }

  public static List<Diagnosis> of(
      BridgeConfiguration configuration,
      KeyAdministration keys,
      List<ConnectedToken> tokens,
      SerialMarks marks) {
    if (tokens.stream().noneMatch(token -> token.status() instanceof HsmStatus.Ready)) {
      return List.of(
          Diagnosis.fail(
              "keys", "not looked at, because no HSM can be used", "see what is said of the HSMs"));
    }
    KeyExamination examination = new KeyExamination(keys, tokens, marks);
    try {
      examination.examine(configuration);
    } catch (KeyringException e) {
      examination.add(
          Diagnosis.fail("keys", String.valueOf(e.getMessage()), "see what is said of the HSMs"));
    }
    return List.copyOf(examination.diagnoses);
  }

  private void examine(BridgeConfiguration configuration) {
    List<KeyState> states = await(keys.list());
    Stream.concat(
            configuration.keys().stream().map(key -> key.name()),
            configuration.logins().stream().map(login -> InternalKey.TOKENS.keyName()).limit(1))
        .filter(name -> states.stream().noneMatch(state -> state.name().equals(name)))
        .forEach(
            name ->
                add(
                    Diagnosis.fail(
                        "key " + name,
                        "no HSM holds a state of it",
                        "make it: seal-bridge keys create " + name)));
    states.forEach(state -> purpose(configuration, state));
    states.forEach(state -> examine(state.name()));
    tokens.forEach(token -> strays(token, states));
  }

  /** What the file says is believed where no HSM is asked, so it must be right. */
  private void purpose(BridgeConfiguration configuration, KeyState state) {
    configuration
        .key(state.name())
        .flatMap(KeyConfiguration::purpose)
        .filter(said -> said != state.purpose())
        .ifPresent(
            said ->
                add(
                    Diagnosis.fail(
                        "key " + state.name(),
                        "the configuration says purpose %s, its state says %s, which decides"
                            .formatted(lower(said), lower(state.purpose())),
                        "correct the purpose in keys, then run: seal-bridge access check")));
  }

  private static String lower(KeyPurpose purpose) {
    return purpose.name().toLowerCase(Locale.ROOT);
  }

  private void examine(KeyName name) {
    KeyReport report = await(keys.show(name));
    KeyState state = report.state();
    String check = "key " + name;
    if (state.serial() < marks.highest(name)) {
      add(
          Diagnosis.fail(
              check,
              "the state has serial %d, and %d was seen before"
                  .formatted(state.serial(), marks.highest(name)),
              "find out who put the token back to an older backup"));
    }
    int worst = diagnoses.size();
    report.hsms().forEach(hsm -> examine(check, state, hsm));
    if (state.frozen()) {
      add(Diagnosis.warn(check, "it is frozen", "when it may be used: keys thaw " + name));
    }
    if (state.latest().recipients().stream().anyMatch(KeyExamination::wrapsBySha1)) {
      add(
          Diagnosis.warn(
              check,
              "RSA-OAEP with SHA-1, which was the best that its HSM could do",
              "nothing, while that HSM has nothing better; once it has, make a new key"));
    }
    if (diagnoses.size() == worst) {
      add(
          Diagnosis.ok(
              check,
              "version %d on %s, attested, state serial %d"
                  .formatted(
                      state.latest().number(),
                      String.join(
                          ", ", state.latest().recipients().stream().map(r -> r.hsm()).toList()),
                      state.serial())));
    }
  }

  private void examine(String check, KeyState state, KeyReport.OnHsm hsm) {
    String where = check + " on " + hsm.hsm();
    if (hsm.fault().isPresent()) {
      add(Diagnosis.fail(where, hsm.fault().get().seen(), "see what is said of that HSM"));
      return;
    }
    if (!hsm.serial().equals(OptionalLong.of(state.serial()))) {
      String seen = hsm.serial().isPresent() ? "serial " + hsm.serial().getAsLong() : "no state";
      add(
          Diagnosis.fail(
              where,
              "it holds " + seen + ", another HSM holds serial " + state.serial(),
              "copy the newer state: seal-bridge keys repair " + state.name()));
    }
    for (int version : hsm.missing()) {
      boolean needed = version >= state.minDecryptionVersion();
      add(
          new Diagnosis(
              where,
              needed ? Diagnosis.Status.FAIL : Diagnosis.Status.WARN,
              "the key of version " + version + " is not there",
              "restore the token's backup, or retire the version if nothing needs it"));
    }
    hsm.keys().forEach(key -> attestation(where, state, key));
  }

  private static boolean wrapsBySha1(Recipient recipient) {
    return recipient.usage() instanceof Wrapping.RsaOaep rsa && rsa.hash() == OaepHash.SHA1;
  }

  private void attestation(String where, KeyState state, AttestedKey key) {
    boolean matters = !key.accepted() && key.keyVersion() >= state.minDecryptionVersion();
    for (String finding : key.findings()) {
      add(
          new Diagnosis(
              where,
              matters ? Diagnosis.Status.FAIL : Diagnosis.Status.WARN,
              "version " + key.keyVersion() + ": " + finding,
              "make a new version with keys rotate, and find out how this key came to be so"));
    }
  }

  private void strays(ConnectedToken token, List<KeyState> states) {
    List<KeyAttributes> seen;
    try {
      seen = await(token.listKeys());
    } catch (HsmException _) {
      // Said of the HSM already.
      return;
    }
    for (StrayKey stray : Strays.among(token.name(), seen, states)) {
      add(
          Diagnosis.warn(
              "objects on " + token.name(),
              "%s (CKA_ID %s) is labelled like a version and no state names it; it is not used"
                  .formatted(stray.attributes().label(), stray.attributes().id()),
              "find out who made it; remove it with the vendor's tool if nobody needs it"));
    }
  }

  private void add(Diagnosis diagnosis) {
    diagnoses.add(diagnosis);
  }

  private static <T> T await(CompletionStage<T> stage) {
    try {
      return stage.toCompletableFuture().join();
    } catch (CompletionException e) {
      throw HsmException.faultOf(e)
          .<RuntimeException>map(HsmException::new)
          .orElseGet(() -> KeyringException.of(e));
    }
  }
}
