package io.sealbridge.keyring.attestation;

/** What a finding against a key's attributes leads to; set per key in the configuration. */
public enum AttestationMode {
  /** A key with a finding is not used. The default. */
  REQUIRE,
  /** Findings are recorded and reported, the key is used. */
  WARN,
  /** The attributes are not asked for. */
  OFF
}
