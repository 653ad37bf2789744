package io.sealbridge.integration.hsm;

import java.nio.file.Path;
import java.util.Map;

/** A token that a bridge can be configured to use. */
public sealed interface TestToken permits SoftHsm, NssToken {
  /** The name of this HSM in the bridge's configuration. */
  String name();

  /** The entry of {@code hsms} in the bridge's configuration. */
  String yaml();

  /** What a process that loads the token's library needs in its environment. */
  Map<String, String> environment();

  Path pinFile();

  String pin();

  /** Makes the token unreachable for processes that start from now on. */
  void takeAway();

  void bringBack();
}
