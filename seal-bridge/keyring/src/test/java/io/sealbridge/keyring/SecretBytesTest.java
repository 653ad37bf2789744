package io.sealbridge.keyring;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SecretBytesTest {
  @Test
  void tellsItsLengthOnly() {
    SecretBytes secret = SecretBytes.copyOf("hunter2".getBytes(UTF_8));

    assertThat(secret).hasToString("SecretBytes[7 bytes]");
  }

  @Test
  void ownsItsArrayAndWipesItOnClose() {
    byte[] bytes = {1, 2, 3};
    SecretBytes secret = SecretBytes.takeOwnershipOf(bytes);

    secret.close();

    assertThat(bytes).containsOnly(0);
    assertThatThrownBy(() -> secret.use(read -> read.length))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aCopyLeavesTheOriginalAlone() {
    byte[] bytes = {1, 2, 3};

    SecretBytes.copyOf(bytes).close();

    assertThat(bytes).containsExactly(1, 2, 3);
  }
}
