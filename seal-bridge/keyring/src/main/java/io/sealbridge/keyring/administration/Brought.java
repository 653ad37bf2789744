package io.sealbridge.keyring.administration;

import io.sealbridge.keyring.HsmToken;
import io.sealbridge.keyring.KeyOrder;
import io.sealbridge.keyring.Octets;
import io.sealbridge.keyring.PublicKeyInfo;
import io.sealbridge.keyring.TokenKey;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * A key that its owner has wrapped for the bridge.
 *
 * @param unwrapper the key on the HSM for which it is wrapped
 * @param wrapped as {@link HsmToken#importKey} takes it
 * @param publicKey of a pair, for tokens that do not derive it
 */
public record Brought(TokenKey unwrapper, Octets wrapped, Optional<PublicKeyInfo> publicKey) {
  CompletionStage<TokenKey> to(HsmToken token, KeyOrder order) {
    return token.importKey(unwrapper, wrapped.bytes(), order, publicKey);
  }
}
