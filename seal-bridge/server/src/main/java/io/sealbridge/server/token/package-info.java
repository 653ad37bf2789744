/**
 * Bearer tokens: one small file each, which holds the SHA-256 of the token and never the token
 * itself. A token whose file is gone is revoked.
 */
@NullMarked
package io.sealbridge.server.token;

import org.jspecify.annotations.NullMarked;
