package io.sealbridge.keyring.service;

import io.sealbridge.keyring.Caller;
import io.sealbridge.keyring.HashFunction;
import io.sealbridge.keyring.HsmException;
import io.sealbridge.keyring.HsmFault;
import io.sealbridge.keyring.KeyName;
import io.sealbridge.keyring.KeyType;
import io.sealbridge.keyring.KeyUseLog;
import io.sealbridge.keyring.KeyVersion;
import io.sealbridge.keyring.KeyringError;
import io.sealbridge.keyring.KeyringException;
import io.sealbridge.keyring.Octets;
import io.sealbridge.keyring.Operation;
import io.sealbridge.keyring.PublicKeyInfo;
import io.sealbridge.keyring.Recipient;
import io.sealbridge.keyring.SignatureScheme;
import io.sealbridge.keyring.Usage;
import io.sealbridge.keyring.registry.KeyRegistry;
import io.sealbridge.keyring.signature.SoftwareVerifier;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/**
 * Signatures and message authentication codes for callers. Intent and outcome of every use of the
 * HSM are durable in the key-use log before its result leaves; the outcome has the SHA-256 of the
 * signature's or the code's bytes. Signatures are verified in software with the public key in the
 * state, which is no use of the key. Safe for use by many threads; no method blocks. Stages fail
 * with {@link KeyringException} itself.
 */
public final class Signatures {
  private final KeyRegistry registry;
  private final Uses uses;
  private final Gate gate;
  private final AnyHsm hsms;

  public Signatures(KeyRegistry registry, KeyUseLog log, Clock clock) {
    this.registry = registry;
    this.uses = new Uses(log, clock);
    this.gate = new Gate(log, registry, clock);
    this.hsms = new AnyHsm(registry);
  }

  /** Signs with the version asked for, or the latest. */
  public CompletionStage<Signed> sign(
      Caller caller, KeyName key, SigningInput input, OptionalInt version) {
    return gate.pass(
        caller,
        Operation.SIGN,
        key,
        () ->
            registry
                .current(key)
                .thenApply(state -> VersionChoice.toSign(state, version))
                .thenCompose(chosen -> sign(caller, Operation.SIGN, key, chosen, input)));
  }

  /**
   * Signs a statement about the key itself, such as a certificate request, with the version asked
   * for, or the latest.
   *
   * @param statement of the version's type and public key; called once the caller may
   */
  public CompletionStage<Signed> certify(
      Caller caller,
      KeyName key,
      OptionalInt version,
      BiFunction<KeyType, PublicKeyInfo, SigningInput> statement) {
    return gate.pass(
        caller,
        Operation.CERTIFY,
        key,
        () ->
            registry
                .current(key)
                .thenApply(state -> VersionChoice.toSign(state, version))
                .thenCompose(
                    chosen -> {
                      requireSigning(chosen, "signing");
                      PublicKeyInfo publicKey = publicKeys(chosen).findFirst().orElseThrow();
                      return sign(
                          caller,
                          Operation.CERTIFY,
                          key,
                          chosen,
                          statement.apply(type(chosen), publicKey));
                    }));
  }

  private CompletionStage<Signed> sign(
      Caller caller, Operation operation, KeyName key, KeyVersion version, SigningInput input) {
    requireSigning(version, "signing");
    SigningPlan plan = SigningPlan.of(type(version), input);
    UseRecord use = uses.of(caller, operation, key, version.number());
    return use.intent(plan.input().length())
        .thenCompose(
            durable ->
                use.around(
                    hsms.of(
                            key,
                            version,
                            (token, tokenKey) ->
                                token.sign(tokenKey, plan.scheme(), plan.input().bytes()))
                        .exceptionally(
                            failure -> {
                              throw blamingTheInput(failure);
                            })))
        .thenCompose(
            done ->
                use.succeeded(
                        Optional.of(done.recipient().hsm()),
                        Optional.of(TextHash.sha256(done.value())))
                    .thenApply(durable -> signed(done, version)));
  }

  private static Signed signed(AnyHsm.Done<byte[]> done, KeyVersion version) {
    Recipient recipient = done.recipient();
    return new Signed(
        Octets.copyOf(done.value()),
        version.number(),
        recipient.type(),
        SigningKeys.publicKey(recipient).orElseThrow());
  }

  /** Whether {@code signature} is one by this version; ECDSA signatures in DER. */
  public CompletionStage<Boolean> verify(
      Caller caller, KeyName key, SigningInput input, Octets signature, int version) {
    return gate.pass(
        caller,
        Operation.VERIFY,
        key,
        () ->
            registry
                .currentFor(key, version)
                .thenApply(state -> VersionChoice.toVerify(state, version, "signature"))
                .thenApply(chosen -> verifies(chosen, input, signature)));
  }

  private static boolean verifies(KeyVersion version, SigningInput input, Octets signature) {
    requireSigning(version, "verification");
    SigningPlan plan = SigningPlan.of(type(version), input);
    boolean anySalt = input.padding() instanceof RsaPadding.Pss(RsaPadding.Salt.Auto _);
    byte[] signed = plan.input().lend();
    return publicKeys(version)
        .map(SoftwareVerifier::new)
        .anyMatch(
            verifier ->
                (anySalt && plan.scheme() instanceof SignatureScheme.Pss pss)
                    ? verifier.verifiesWithAnySalt(pss, signed, signature.lend())
                    : verifier.verifies(plan.scheme(), signed, signature.lend()));
  }

  /** Makes a code with the version asked for, or the latest. */
  public CompletionStage<Coded> mac(
      Caller caller, KeyName key, HashFunction hash, Octets input, OptionalInt version) {
    return gate.pass(
        caller,
        Operation.HMAC,
        key,
        () ->
            registry
                .current(key)
                .thenApply(state -> VersionChoice.toMac(state, version))
                .thenCompose(
                    chosen ->
                        code(caller, Operation.HMAC, key, chosen, hash, input)
                            .thenApply(code -> new Coded(code, chosen.number()))));
  }

  /** Makes the code again in the HSM and compares in constant time. */
  public CompletionStage<Boolean> verifyMac(
      Caller caller, KeyName key, HashFunction hash, Octets input, Octets code, int version) {
    return gate.pass(
        caller,
        Operation.VERIFY,
        key,
        () ->
            registry
                .currentFor(key, version)
                .thenApply(state -> VersionChoice.toVerify(state, version, "HMAC"))
                .thenCompose(chosen -> code(caller, Operation.VERIFY, key, chosen, hash, input))
                .thenApply(made -> MessageDigest.isEqual(made.lend(), code.lend())));
  }

  private CompletionStage<Octets> code(
      Caller caller,
      Operation operation,
      KeyName key,
      KeyVersion version,
      HashFunction hash,
      Octets input) {
    if (!(version.recipients().getFirst().usage() instanceof Usage.Mac)) {
      throw wrongType(version, "HMAC");
    }
    UseRecord use = uses.of(caller, operation, key, version.number());
    return use.intent(input.length())
        .thenCompose(
            durable ->
                use.around(
                    hsms.of(
                            key,
                            version,
                            (token, tokenKey) -> token.mac(tokenKey, hash, input.bytes()))
                        .exceptionally(
                            failure -> {
                              throw blamingTheInput(failure);
                            })))
        .thenCompose(
            done ->
                use.succeeded(
                        Optional.of(done.recipient().hsm()),
                        Optional.of(TextHash.sha256(done.value())))
                    .thenApply(durable -> Octets.copyOf(done.value())));
  }

  private static void requireSigning(KeyVersion version, String what) {
    if (publicKeys(version).findAny().isEmpty()) {
      throw wrongType(version, what);
    }
  }

  private static Stream<PublicKeyInfo> publicKeys(KeyVersion version) {
    return version.recipients().stream()
        .flatMap(recipient -> SigningKeys.publicKey(recipient).stream());
  }

  private static KeyType type(KeyVersion version) {
    return version.recipients().getFirst().type();
  }

  private static KeyringException wrongType(KeyVersion version, String what) {
    return new KeyringException(
        new KeyringError.WrongKeyType(
            "key type %s does not support %s".formatted(type(version).transitName(), what)));
  }

  /** What an HSM blames on the input is no failure to open something here. */
  private static KeyringException blamingTheInput(Throwable failure) {
    return HsmException.faultOf(failure).orElse(null) instanceof HsmFault.BadInput
        ? new KeyringException(
            new KeyringError.InvalidInput("the HSM does not take this input for this key"), failure)
        : KeyringException.of(failure);
  }
}
