package io.sealbridge.bench;

import io.sealbridge.hsm.cryptoki.AttributeType;
import io.sealbridge.hsm.cryptoki.Cryptoki;
import io.sealbridge.hsm.cryptoki.CryptokiModule;
import io.sealbridge.hsm.cryptoki.CryptokiSession;
import io.sealbridge.hsm.cryptoki.Mechanism;
import io.sealbridge.hsm.cryptoki.ObjectClass;
import io.sealbridge.hsm.cryptoki.ObjectHandle;
import io.sealbridge.hsm.cryptoki.Pin;
import io.sealbridge.hsm.cryptoki.SlotInfo;
import io.sealbridge.hsm.cryptoki.Template;
import io.sealbridge.hsm.cryptoki.TokenInfo;
import io.sealbridge.hsm.cryptoki.UserType;
import io.sealbridge.keyring.SecretBytes;
import java.util.List;
import java.util.Optional;

/** Our binding, with the types in which the bridge hands its data over. */
final class CryptokiBinding implements Binding {
  private final CryptokiModule module;
  private final long slot;
  private final CryptokiSession session;
  private final ObjectHandle key;

  CryptokiBinding(TokenAccess access) {
    this.module = Cryptoki.load(access.library(), Optional.empty());
    this.slot = slotOf(module, access.tokenLabel());
    this.session = module.openSession(slot, false);
    try (Pin pin = Pin.read(access.pinFile())) {
      session.login(UserType.USER, pin);
    }
    this.key = find(session, access.keyLabel());
  }

  private static long slotOf(CryptokiModule module, String label) {
    return module.slots().stream()
        .filter(slot -> slot.token().map(TokenInfo::label).orElse("").equals(label))
        .mapToLong(SlotInfo::id)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no token labelled " + label));
  }

  private static ObjectHandle find(CryptokiSession session, String label) {
    Template template = Template.of(ObjectClass.SECRET_KEY).with(AttributeType.LABEL, label);
    List<ObjectHandle> found = session.findObjects(template, 2);
    if (found.size() != 1) {
      throw new IllegalStateException(found.size() + " keys labelled " + label);
    }
    return found.getFirst();
  }

  long slot() {
    return slot;
  }

  @Override
  public String side() {
    return "ffm";
  }

  @Override
  public byte[] encrypt(byte[] iv, byte[] aad, byte[] plaintext) {
    try (SecretBytes secret = SecretBytes.copyOf(plaintext)) {
      return session.encrypt(Mechanism.AesGcm.of(iv, aad), key, secret).bytes();
    }
  }

  @Override
  public byte[] decrypt(byte[] iv, byte[] aad, byte[] ciphertext) {
    try (SecretBytes secret = session.decrypt(Mechanism.AesGcm.of(iv, aad), key, ciphertext)) {
      return secret.use(byte[]::clone);
    }
  }

  @Override
  public void close() {
    session.close();
    module.close();
  }
}
