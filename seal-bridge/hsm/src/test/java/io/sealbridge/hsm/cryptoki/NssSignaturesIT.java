package io.sealbridge.hsm.cryptoki;

import java.io.IOException;
import java.nio.file.Path;

class NssSignaturesIT extends SignatureContract {
  @Override
  TestToken createToken(Path place) throws IOException {
    return NssDirectory.create(place, "nss token");
  }

  @Override
  boolean hashesForEcdsa() {
    return true;
  }
}
