package io.sealbridge.server.config;

import io.sealbridge.configuration.Setting;

/** The listener of /livez, /readyz and /metrics. It answers everyone and tells no secrets. */
public record ManagementConfiguration(
    @Setting(value = "host:port or [ipv6]:port.", byDefault = "127.0.0.1:8211") Address address) {

  public ManagementConfiguration {
    if (address instanceof Address.Unix) {
      throw new IllegalArgumentException("address must be host:port, was " + address);
    }
  }
}
