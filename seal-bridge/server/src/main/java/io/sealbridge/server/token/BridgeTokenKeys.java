package io.sealbridge.server.token;

import java.util.List;
import java.util.Optional;

/**
 * The keys of the tokens that the bridge issues. Each HSM has a key pair of its own; any may sign,
 * all are trusted. Safe for use by many threads; never blocks.
 */
public interface BridgeTokenKeys {

  /** No key: nobody can log in, and no issued token counts. */
  BridgeTokenKeys NONE =
      new BridgeTokenKeys() {
        @Override
        public List<TokenSigner> signers() {
          return List.of();
        }

        @Override
        public Optional<TrustedKey> trusted(String keyId) {
          return Optional.empty();
        }
      };

  /** The keys that may sign now, the best first; empty if there is none. */
  List<TokenSigner> signers();

  /** Whether it is known which keys there are; not before an HSM has told so for the first time. */
  default boolean isKnown() {
    return true;
  }

  /** The key with this id if tokens that it signed count now: cheap, asked at every request. */
  Optional<TrustedKey> trusted(String keyId);
}
