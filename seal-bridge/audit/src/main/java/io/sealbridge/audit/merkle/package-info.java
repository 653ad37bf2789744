/**
 * Merkle trees as in RFC 6962, section 2.1: hashes, roots, inclusion and consistency proofs. Knows
 * neither files nor signatures.
 */
@NullMarked
package io.sealbridge.audit.merkle;

import org.jspecify.annotations.NullMarked;
