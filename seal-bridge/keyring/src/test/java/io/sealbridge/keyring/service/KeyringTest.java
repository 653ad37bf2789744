package io.sealbridge.keyring.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealbridge.keyring.fake.FakeBridge;
import org.junit.jupiter.api.Test;

class KeyringTest {
  private final FakeBridge bridge = FakeBridge.withRootKey();

  @Test
  void opensWhatItSealed() {
    String ciphertext = bridge.seal("root", "the root key");

    assertThat(ciphertext).startsWith("vault:v1:");
    assertThat(bridge.open("root", ciphertext)).isEqualTo("the root key");
  }
}
