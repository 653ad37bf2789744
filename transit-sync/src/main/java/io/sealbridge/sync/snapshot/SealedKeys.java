package io.sealbridge.sync.snapshot;

/**
 * The two keys of a cluster that its seal wraps.
 *
 * @param recoveryKey absent where a cluster was made without recovery keys
 */
public record SealedKeys(StoredBlob rootKey, StoredBlob recoveryKey) {}
