package io.sealbridge.keyring.envelope;

/**
 * The frozen layout, big-endian; docs/adr/0002-envelope-format.md says why.
 *
 * <pre>
 * u8 format = 1 | u8 context | u8 n, key name | u32 version        "prefix": AAD of AES-GCM wraps
 * 32 commitment
 * u8 R (1..4); R x { 16 key id | u8 mechanism | u8 n, IV | u16 n, wrapped data key }   "header"
 * AES-256-GCM payload, tag last
 * </pre>
 */
final class EnvelopeFormat {
  static final int FORMAT = 1;
  static final int DATA_KEY_LENGTH = 32;
  static final int COMMITMENT_LENGTH = 32;
  static final int TAG_LENGTH = 16;

  private EnvelopeFormat() {}
}
