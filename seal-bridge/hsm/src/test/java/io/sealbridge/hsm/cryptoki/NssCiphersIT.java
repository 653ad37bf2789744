package io.sealbridge.hsm.cryptoki;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;

class NssCiphersIT extends CipherContract {
  @Override
  TestToken createToken(Path place) throws IOException {
    return NssDirectory.create(place, "nss token");
  }

  @Override
  ReturnValue onTampering() {
    return ReturnValue.ENCRYPTED_DATA_INVALID;
  }

  @Override
  Set<Hash> oaepHashes() {
    return EnumSet.allOf(Hash.class);
  }

  @Override
  MechanismType keyWrapWithPadding() {
    return MechanismType.AES_KEY_WRAP_KWP;
  }

  /** Softokn 3.87 wraps any key: one more reason why it is for tests only. */
  @Override
  boolean keepsKeysIn() {
    return false;
  }
}
