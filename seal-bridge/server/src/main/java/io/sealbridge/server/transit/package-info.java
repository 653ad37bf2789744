/** The Transit API over a keyring: bodies in, Vault's answers out, errors mapped in one place. */
@NullMarked
package io.sealbridge.server.transit;

import org.jspecify.annotations.NullMarked;
