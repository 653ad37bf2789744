package io.sealbridge.server.token;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Key pairs in memory, one for each HSM that there would be. Signs for real. */
public final class InMemoryTokenKeys implements BridgeTokenKeys {

  private static final class Pair implements TokenSigner {
    private final KeyPair pair;
    private final TrustedKey key;
    private boolean broken;
    private int signatures;

    Pair() {
      try {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        pair = generator.generateKeyPair();
        key = TrustedKey.of((ECPublicKey) pair.getPublic());
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public TrustedKey key() {
      return key;
    }

    @Override
    public CompletionStage<byte[]> sign(byte[] data) {
      if (broken) {
        return CompletableFuture.failedFuture(new IllegalStateException("the HSM is gone"));
      }
      try {
        signatures++;
        Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
        signature.initSign(pair.getPrivate());
        signature.update(data);
        return CompletableFuture.completedFuture(signature.sign());
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private final List<Pair> pairs = new ArrayList<>();

  /** With one pair. */
  public static InMemoryTokenKeys one() {
    InMemoryTokenKeys keys = new InMemoryTokenKeys();
    keys.add();
    return keys;
  }

  /** Another HSM. */
  void add() {
    pairs.add(new Pair());
  }

  void breakDown(int index) {
    pairs.get(index).broken = true;
  }

  /** As if nobody had made the key. */
  public void retireAll() {
    pairs.clear();
  }

  void retire(int index) {
    pairs.remove(index);
  }

  /** Signatures made so far. */
  public int signatures() {
    return pairs.stream().mapToInt(pair -> pair.signatures).sum();
  }

  /** Signs as the first HSM would, whatever the data. */
  byte[] sign(byte[] data) {
    return pairs.getFirst().sign(data).toCompletableFuture().join();
  }

  String keyId(int index) {
    return pairs.get(index).key().id();
  }

  @Override
  public List<TokenSigner> signers() {
    return List.copyOf(pairs);
  }

  @Override
  public Optional<TrustedKey> trusted(String keyId) {
    return pairs.stream().map(Pair::key).filter(key -> key.id().equals(keyId)).findFirst();
  }
}
