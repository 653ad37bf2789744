package io.sealbridge.hsm.cryptoki;

import java.io.IOException;
import java.nio.file.Path;

class SoftHsmSignaturesIT extends SignatureContract {
  @Override
  TestToken createToken(Path place) throws IOException {
    return SoftHsmDirectory.create(place, "soft token");
  }

  @Override
  boolean hashesForEcdsa() {
    return false;
  }
}
