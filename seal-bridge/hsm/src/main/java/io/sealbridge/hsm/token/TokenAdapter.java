package io.sealbridge.hsm.token;

import io.sealbridge.hsm.ConnectedToken;
import io.sealbridge.hsm.HsmMeters;
import io.sealbridge.hsm.TokenReport;
import io.sealbridge.hsm.calls.Priority;
import io.sealbridge.hsm.connection.Link;
import io.sealbridge.hsm.cryptoki.AttributeType;
import io.sealbridge.hsm.cryptoki.CryptokiSession;
import io.sealbridge.hsm.cryptoki.ObjectClass;
import io.sealbridge.hsm.cryptoki.ObjectHandle;
import io.sealbridge.hsm.cryptoki.Template;
import io.sealbridge.hsm.profile.Profile;
import io.sealbridge.keyring.CkaId;
import io.sealbridge.keyring.HashFunction;
import io.sealbridge.keyring.HsmException;
import io.sealbridge.keyring.HsmFault;
import io.sealbridge.keyring.HsmStatus;
import io.sealbridge.keyring.KeyAttributes;
import io.sealbridge.keyring.KeyName;
import io.sealbridge.keyring.KeyOrder;
import io.sealbridge.keyring.KeyState;
import io.sealbridge.keyring.OaepHash;
import io.sealbridge.keyring.Octets;
import io.sealbridge.keyring.Origin;
import io.sealbridge.keyring.PublicKeyInfo;
import io.sealbridge.keyring.SecretBytes;
import io.sealbridge.keyring.SignatureScheme;
import io.sealbridge.keyring.TokenKey;
import io.sealbridge.keyring.WrappedKey;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The keyring's port on a {@link Machinery}; each operation is what one call does. */
final class TokenAdapter implements ConnectedToken {
  private static final int MANY = 100;

  /** A long RSA key takes some HSMs many seconds; clients wait for a minute. */
  private static final Duration MAKING = Duration.ofSeconds(50);

  private final Machinery machinery;
  private final TokenCalls calls;
  private final Purposes purposes = new Purposes();

  TokenAdapter(Machinery machinery) {
    this.machinery = machinery;
    this.calls = machinery.calls();
  }

  @Override
  public String name() {
    return machinery.name();
  }

  @Override
  public HsmStatus status() {
    return machinery.connection().status();
  }

  /** The data key is copied: the caller may close it while the call is still waiting. */
  @Override
  public CompletionStage<WrappedKey> wrap(TokenKey key, SecretBytes dataKey, byte[] aad) {
    SecretBytes copy = dataKey.use(SecretBytes::copyOf);
    byte[] bound = aad.clone();
    return calls
        .perform(
            of("wrap", key),
            (link, session) -> {
              machinery.canaries().ensure(link, session, key);
              return KeyUse.wrap(link, session, key, copy, bound);
            })
        .whenComplete((_, _) -> copy.close());
  }

  @Override
  public CompletionStage<SecretBytes> unwrap(TokenKey key, WrappedKey wrapped, byte[] aad) {
    byte[] bound = aad.clone();
    return calls.perform(
        of("unwrap", key),
        (link, session) -> {
          machinery.canaries().ensure(link, session, key);
          return KeyUse.unwrap(link, session, key, wrapped, bound);
        },
        machinery.judge().of(key));
  }

  private CallSettings of(String what, TokenKey key) {
    return new CallSettings(what + " by " + key.label(), purposes.priority(key.id()), Repeat.SAFE);
  }

  @Override
  public Set<KeyAttributes.Name> unspokenAttributes() {
    return machinery.connection().profile().map(Profile::unspoken).orElse(Set.of());
  }

  /**
   * Attests the key, so its canary is made here too, before anything depends on it. A key that
   * refuses that is described all the same: its attributes say why.
   */
  @Override
  public CompletionStage<KeyAttributes> describe(TokenKey key) {
    CompletableFuture<KeyAttributes> attributes =
        calls.perform(
            reading("describe " + key.label()),
            (link, session) -> {
              ObjectHandle handle = KeyFinder.find(link, session, key).object();
              Optional<KeyAttributes> seen =
                  key.origin() == Origin.IMPORTED
                      ? AttributeReader.readImported(session, handle, key.type())
                      : AttributeReader.read(session, handle);
              return seen.orElseThrow(() -> nameless(key));
            });
    return attributes.thenCompose(seen -> prove(key).thenApply(_ -> seen));
  }

  private CompletableFuture<Boolean> prove(TokenKey key) {
    return calls
        .<Boolean>perform(
            reading("canary of " + key.label()),
            (link, session) -> {
              machinery.canaries().ensure(link, session, key);
              return true;
            })
        .exceptionallyCompose(
            failure ->
                TokenCalls.unwrap(failure) instanceof HsmException e
                        && e.fault() instanceof HsmFault.Refused
                    ? CompletableFuture.completedFuture(false)
                    : CompletableFuture.failedFuture(TokenCalls.unwrap(failure)));
  }

  private static HsmException nameless(TokenKey key) {
    return new HsmException(
        new HsmFault.Refused("the token does not tell label and id of \"" + key.label() + "\""));
  }

  @Override
  public CompletionStage<List<KeyAttributes>> listKeys() {
    return calls.perform(
        reading("list keys"),
        (link, session) -> {
          List<KeyAttributes> keys = AttributeReader.readAll(session);
          KeyFinder.requireLogin(link, session);
          return keys;
        });
  }

  /** Proves the new key before anybody depends on it; one that fails is destroyed again. */
  @Override
  public CompletionStage<TokenKey> generate(KeyOrder order) {
    return calls.perform(
        making("generate " + order.label()),
        (link, session) -> {
          TokenKey key = KeyMaker.make(link, session, order);
          return proven(link, session, key);
        });
  }

  private TokenKey proven(Link link, CryptokiSession session, TokenKey key) {
    try {
      machinery.canaries().ensure(link, session, key);
    } catch (HsmException e) {
      destroy(link, session, key.id(), key.label());
      throw e;
    }
    return key;
  }

  @Override
  public CompletionStage<Void> destroy(TokenKey key) {
    return change(
        "destroy " + key.label(),
        (link, session) -> {
          KeyFinder.find(link, session, key);
          destroy(link, session, key.id(), key.label());
          machinery.canaries().forget(key);
        });
  }

  private static void destroy(Link link, CryptokiSession session, CkaId id, String label) {
    for (ObjectClass objectClass :
        List.of(
            ObjectClass.SECRET_KEY,
            ObjectClass.PRIVATE_KEY,
            ObjectClass.PUBLIC_KEY,
            ObjectClass.CERTIFICATE)) {
      Template named =
          Template.of(objectClass)
              .with(AttributeType.ID, id.bytes())
              .with(AttributeType.LABEL, label);
      session.findObjects(named, MANY).forEach(session::destroyObject);
    }
    link.handles().clear();
  }

  @Override
  public CompletionStage<List<KeyState>> readStates() {
    return calls
        .perform(
            reading("read key states"), (link, session) -> machinery.states().read(link, session))
        .whenComplete(
            (states, _) -> {
              if (states != null) {
                purposes.learn(states);
              }
            });
  }

  @Override
  public CompletionStage<Void> writeState(KeyState state) {
    return change(
        "write the state of " + state.name(),
        (link, session) -> machinery.states().write(link, session, state));
  }

  @Override
  public CompletionStage<SecretBytes> random(int length) {
    return calls.perform(reading("random"), (_, session) -> session.generateRandom(length));
  }

  @Override
  public CompletionStage<byte[]> sign(TokenKey key, SignatureScheme scheme, byte[] input) {
    byte[] copy = input.clone();
    return calls.perform(
        of("sign", key),
        (link, session) -> {
          machinery.canaries().ensure(link, session, key);
          return link.dataPath().sign(session, KeyFinder.find(link, session, key), scheme, copy);
        },
        machinery.judge().of(key));
  }

  @Override
  public CompletionStage<byte[]> mac(TokenKey key, HashFunction hash, byte[] input) {
    byte[] copy = input.clone();
    return calls.perform(
        of("make a code", key),
        (link, session) -> {
          machinery.canaries().ensure(link, session, key);
          return link.dataPath().mac(session, KeyFinder.find(link, session, key), hash, copy);
        },
        machinery.judge().of(key));
  }

  @Override
  public CompletionStage<TokenKey> importKey(
      TokenKey unwrapper, byte[] wrapped, KeyOrder order, Optional<PublicKeyInfo> publicKey) {
    byte[] copy = wrapped.clone();
    return calls.perform(
        changing("import " + order.label()),
        (link, session) -> {
          TokenKey key =
              KeyImport.take(
                  link,
                  session,
                  unwrapper,
                  new KeyImport.Brought(Octets.copyOf(copy), publicKey),
                  order);
          return proven(link, session, key);
        },
        machinery.judge().of(unwrapper));
  }

  @Override
  public CompletionStage<byte[]> exportKey(TokenKey key, PublicKeyInfo receiver, OaepHash hash) {
    return calls.perform(
        of("wrap for another", key),
        (link, session) -> KeyExport.wrap(link, session, key, receiver, hash));
  }

  @Override
  public CompletionStage<Void> removeState(KeyName key) {
    return change(
        "remove the state of " + key,
        (link, session) -> machinery.states().remove(link, session, key));
  }

  private static CallSettings reading(String what) {
    return new CallSettings(what, Priority.SEAL, Repeat.SAFE);
  }

  private static CallSettings making(String what) {
    return new CallSettings(what, Priority.SEAL, Repeat.NEVER, MAKING);
  }

  private static CallSettings changing(String what) {
    return new CallSettings(what, Priority.SEAL, Repeat.NEVER);
  }

  /** What changes the token and answers nothing. */
  @FunctionalInterface
  private interface Change {
    void run(Link link, CryptokiSession session);
  }

  private CompletionStage<Void> change(String what, Change change) {
    return calls
        .<Boolean>perform(
            changing(what),
            (link, session) -> {
              change.run(link, session);
              return true;
            })
        .thenAccept(_ -> {});
  }

  @Override
  public HsmMeters meters() {
    return machinery.meters();
  }

  @Override
  public Optional<TokenReport> report() {
    return machinery.connection().report();
  }

  @Override
  public void close() {
    machinery.close();
  }
}
