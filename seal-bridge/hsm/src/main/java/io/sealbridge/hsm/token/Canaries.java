package io.sealbridge.hsm.token;

import io.sealbridge.hsm.connection.Link;
import io.sealbridge.hsm.connection.Probe;
import io.sealbridge.hsm.cryptoki.CryptokiException;
import io.sealbridge.hsm.cryptoki.CryptokiSession;
import io.sealbridge.hsm.fault.FaultClass;
import io.sealbridge.keyring.HsmException;
import io.sealbridge.keyring.HsmFault;
import io.sealbridge.keyring.Octets;
import io.sealbridge.keyring.SecretBytes;
import io.sealbridge.keyring.TokenKey;
import io.sealbridge.keyring.Usage;
import io.sealbridge.keyring.WrappedKey;
import io.sealbridge.keyring.Wrapping;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * Blobs of our own that every well device opens: random bytes, wrapped under each key when it is
 * first used or attested, and opened at once. Later they tell a bad blob from a bad device. Safe
 * for use by many threads.
 */
final class Canaries implements Probe {
  private static final byte[] AAD = "seal-bridge canary".getBytes(StandardCharsets.US_ASCII);
  private static final int LENGTH = 32;

  private final SecureRandom random;
  private final SigningProof signing;
  private final Set<TokenKey> proven = ConcurrentHashMap.newKeySet();
  private final ConcurrentMap<TokenKey, Canary> canaries = new ConcurrentHashMap<>();
  private final LongAdder checks = new LongAdder();

  Canaries(SecureRandom random) {
    this.random = random;
    this.signing = new SigningProof(random);
  }

  /** The content is random and protects nothing, so it needs no wiping. */
  private record Canary(WrappedKey wrapped, Octets content) {}

  long checks() {
    return checks.sum();
  }

  void forget(TokenKey key) {
    canaries.remove(key);
    proven.remove(key);
  }

  /** Makes sure that {@code key} has been tried: its canary opened, its signature was verified. */
  void ensure(Link link, CryptokiSession session, TokenKey key) {
    if (SigningProof.isFor(key.usage()) && !proven.contains(key)) {
      signing.prove(link, session, key);
      proven.add(key);
    }
    if (key.usage() instanceof Wrapping && !canaries.containsKey(key)) {
      Canary fresh = make(link, session, key);
      try {
        open(link, session, key, fresh);
      } catch (CryptokiException e) {
        throw firstFailure(link, key, e);
      }
      canaries.putIfAbsent(key, fresh);
    }
  }

  /** Opens the key's canary, made before if there is none. Fails with Gone if it does not open. */
  void check(Link link, CryptokiSession session, TokenKey key) {
    switch (key.usage()) {
      case Wrapping _ -> checkCanary(link, session, key);
      case Usage.Signing _, Usage.Mac _ -> signing.prove(link, session, key);
      case Usage.Unwrapping unwrapping -> unwrapAgain(link, session, key, unwrapping);
    }
  }

  /** A passing key of our own making, which a well device takes in. */
  private void unwrapAgain(
      Link link, CryptokiSession session, TokenKey key, Usage.Unwrapping unwrapping) {
    byte[] content = new byte[LENGTH];
    random.nextBytes(content);
    try (SecretBytes secret = SecretBytes.takeOwnershipOf(content)) {
      WrappedKey wrapped =
          SoftwareOaep.wrap(
              new Wrapping.RsaOaep(unwrapping.hash(), unwrapping.publicKey()), secret);
      session.destroyObject(PassingKey.unwrap(link, session, key, wrapped.bytes()));
    } catch (GeneralSecurityException e) {
      throw unusable(key, e);
    }
  }

  private void checkCanary(Link link, CryptokiSession session, TokenKey key) {
    Canary canary = canaries.get(key);
    if (canary == null) {
      ensure(link, session, key);
      return;
    }
    try {
      open(link, session, key, canary);
    } catch (CryptokiException e) {
      throw link.faults().classifyDecrypt(e.returnValue()) == FaultClass.BAD_INPUT
          ? dead(key, String.valueOf(e.getMessage()))
          : e;
    }
  }

  @Override
  public void check(Link link, CryptokiSession session) {
    for (TokenKey key : canaries.keySet()) {
      try {
        check(link, session, key);
      } catch (HsmException e) {
        if (!(e.fault() instanceof HsmFault.Refused)) {
          throw e;
        }
        canaries.remove(key); // the key was destroyed meanwhile
      }
    }
  }

  private Canary make(Link link, CryptokiSession session, TokenKey key) {
    byte[] content = new byte[LENGTH];
    random.nextBytes(content);
    try (SecretBytes secret = SecretBytes.copyOf(content)) {
      return switch (key.usage()) {
        case Wrapping.AesGcm() ->
            new Canary(KeyUse.wrap(link, session, key, secret, AAD), Octets.copyOf(content));
        case Wrapping.RsaOaep oaep ->
            new Canary(SoftwareOaep.wrap(oaep, secret), Octets.copyOf(content));
        case Usage.Signing _, Usage.Mac _, Usage.Unwrapping _ ->
            throw new IllegalStateException(key.label() + " wraps no data keys");
      };
    } catch (GeneralSecurityException e) {
      throw unusable(key, e);
    }
  }

  private static HsmException unusable(TokenKey key, GeneralSecurityException e) {
    return new HsmException(
        new HsmFault.Refused(
            "the public key of \"" + key.label() + "\" in the state is not usable"),
        e);
  }

  private void open(Link link, CryptokiSession session, TokenKey key, Canary canary) {
    checks.increment();
    try (SecretBytes opened = KeyUse.unwrap(link, session, key, canary.wrapped(), AAD)) {
      if (!opened.use(bytes -> canary.content().equals(Octets.copyOf(bytes)))) {
        throw dead(key, "the device opened it to something else");
      }
    }
  }

  /**
   * A key pair that never opened anything may be none: the state's public key belongs to another.
   * That is no reason to rebuild a connection.
   */
  private static RuntimeException firstFailure(Link link, TokenKey key, CryptokiException e) {
    FaultClass meaning = link.faults().classifyDecrypt(e.returnValue());
    boolean suspectPair =
        key.usage() instanceof Wrapping.RsaOaep
            && (meaning == FaultClass.BAD_INPUT || meaning == FaultClass.VAGUE);
    return suspectPair
        ? new HsmException(
            new HsmFault.Refused(
                "key \"%s\" does not open what its public key wrapped (%s); check the state's"
                        .formatted(key.label(), e.getMessage())
                    + " public key and the token's OAEP hash"),
            e)
        : e;
  }

  private static HsmException dead(TokenKey key, String seen) {
    return new HsmException(
        new HsmFault.Gone("the canary of key \"" + key.label() + "\" does not open: " + seen));
  }
}
