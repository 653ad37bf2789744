package io.sealbridge.hsm.cryptoki;

import java.util.Optional;

/**
 * A slot and the token in it, if there is one.
 *
 * @param removable the library says that tokens may come and go (CKF_REMOVABLE_DEVICE)
 */
public record SlotInfo(
    long id,
    String description,
    String manufacturer,
    boolean removable,
    boolean hardware,
    Optional<TokenInfo> token) {}
