/**
 * The API of HashiCorp Vault and OpenBao as the command lines need it. The public driver is wrapped
 * here and nowhere else.
 */
@NullMarked
package io.sealbridge.vault;

import org.jspecify.annotations.NullMarked;
