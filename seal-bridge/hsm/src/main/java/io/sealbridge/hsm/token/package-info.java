/** The adapter itself: the operations of the keyring's port on a connection, and their healing. */
@NullMarked
package io.sealbridge.hsm.token;

import org.jspecify.annotations.NullMarked;
