package io.sealbridge.hsm.cryptoki;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;

class SoftHsmCiphersIT extends CipherContract {
  @Override
  TestToken createToken(Path place) throws IOException {
    return SoftHsmDirectory.create(place, "soft token");
  }

  @Override
  ReturnValue onTampering() {
    return ReturnValue.GENERAL_ERROR;
  }

  @Override
  Set<Hash> oaepHashes() {
    return EnumSet.of(Hash.SHA1);
  }

  /** The number of an older mechanism, but RFC 5649 it is. */
  @Override
  MechanismType keyWrapWithPadding() {
    return MechanismType.AES_KEY_WRAP_PAD;
  }

  @Override
  boolean keepsKeysIn() {
    return true;
  }
}
