package io.sealbridge.server;

import io.sealbridge.hsm.ConnectedToken;
import io.sealbridge.hsm.HsmMeters;
import io.sealbridge.hsm.HsmSettings;
import io.sealbridge.hsm.TokenReport;
import io.sealbridge.keyring.HashFunction;
import io.sealbridge.keyring.HsmStatus;
import io.sealbridge.keyring.KeyAttributes;
import io.sealbridge.keyring.KeyName;
import io.sealbridge.keyring.KeyOrder;
import io.sealbridge.keyring.KeyState;
import io.sealbridge.keyring.OaepHash;
import io.sealbridge.keyring.PublicKeyInfo;
import io.sealbridge.keyring.SecretBytes;
import io.sealbridge.keyring.SignatureScheme;
import io.sealbridge.keyring.TokenKey;
import io.sealbridge.keyring.WrappedKey;
import io.sealbridge.keyring.fake.FakeToken;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/** A fake token with the life cycle of a connected one. Outlives the bridge that closes it. */
public final class FakeHsm implements ConnectedToken {

  private final FakeToken token;
  private volatile int lostThreads;

  public FakeHsm(String name) {
    this.token = new FakeToken(name);
  }

  public FakeToken token() {
    return token;
  }

  void loseThreads(int count) {
    lostThreads = count;
  }

  /** Opens this token whatever the settings say. */
  public BridgeParts.TokenOpener opener() {
    return new BridgeParts.TokenOpener() {
      @Override
      public ConnectedToken open(HsmSettings settings) {
        return FakeHsm.this;
      }

      @Override
      public void close() {}
    };
  }

  @Override
  public HsmMeters meters() {
    return new HsmMeters(1, Map.of(), 0, 0, lostThreads, lostThreads, 0, 0, 0);
  }

  @Override
  public Optional<TokenReport> report() {
    return Optional.empty();
  }

  @Override
  public void close() {}

  @Override
  public String name() {
    return token.name();
  }

  @Override
  public HsmStatus status() {
    return token.status();
  }

  @Override
  public Set<KeyAttributes.Name> unspokenAttributes() {
    return token.unspokenAttributes();
  }

  @Override
  public CompletionStage<WrappedKey> wrap(TokenKey key, SecretBytes dataKey, byte[] aad) {
    return token.wrap(key, dataKey, aad);
  }

  @Override
  public CompletionStage<SecretBytes> unwrap(TokenKey key, WrappedKey wrapped, byte[] aad) {
    return token.unwrap(key, wrapped, aad);
  }

  @Override
  public CompletionStage<KeyAttributes> describe(TokenKey key) {
    return token.describe(key);
  }

  @Override
  public CompletionStage<List<KeyAttributes>> listKeys() {
    return token.listKeys();
  }

  @Override
  public CompletionStage<TokenKey> generate(KeyOrder order) {
    return token.generate(order);
  }

  @Override
  public CompletionStage<byte[]> sign(TokenKey key, SignatureScheme scheme, byte[] input) {
    return token.sign(key, scheme, input);
  }

  @Override
  public CompletionStage<byte[]> mac(TokenKey key, HashFunction hash, byte[] input) {
    return token.mac(key, hash, input);
  }

  @Override
  public CompletionStage<TokenKey> importKey(
      TokenKey unwrapper, byte[] wrapped, KeyOrder order, Optional<PublicKeyInfo> publicKey) {
    return token.importKey(unwrapper, wrapped, order, publicKey);
  }

  @Override
  public CompletionStage<byte[]> exportKey(TokenKey key, PublicKeyInfo receiver, OaepHash hash) {
    return token.exportKey(key, receiver, hash);
  }

  @Override
  public CompletionStage<Void> removeState(KeyName key) {
    return token.removeState(key);
  }

  @Override
  public CompletionStage<Void> destroy(TokenKey key) {
    return token.destroy(key);
  }

  @Override
  public CompletionStage<List<KeyState>> readStates() {
    return token.readStates();
  }

  @Override
  public CompletionStage<Void> writeState(KeyState state) {
    return token.writeState(state);
  }

  @Override
  public CompletionStage<SecretBytes> random(int length) {
    return token.random(length);
  }
}
