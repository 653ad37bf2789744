package io.sealbridge.k8sauth.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ListenAddressTest {
  @Test
  void aPortAloneIsOneOfTheLoopbackAddress() {
    InetSocketAddress address = ListenAddress.parse("9469");

    assertThat(address.getAddress().isLoopbackAddress()).isTrue();
    assertThat(address.getPort()).isEqualTo(9469);
  }

  @ParameterizedTest
  @CsvSource({"0.0.0.0:1,0.0.0.0", "127.0.0.2:65535,127.0.0.2", "[::1]:80,0:0:0:0:0:0:0:1"})
  void anAddressIsTakenAsItIs(String text, String host) {
    assertThat(ListenAddress.parse(text).getAddress().getHostAddress()).isEqualTo(host);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "65536", "localhost", ":80", "::1:80", "a b:80", "9469x"})
  void whatIsNoPortIsRefused(String text) {
    assertThatThrownBy(() -> ListenAddress.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("port");
  }
}
