/** Changes to keys for the one writer: making versions, retiring, freezing, repairing states. */
@NullMarked
package io.sealbridge.keyring.administration;

import org.jspecify.annotations.NullMarked;
