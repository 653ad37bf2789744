/** Tests of verifying against signatures that the JDK made. */
@NullMarked
package io.sealbridge.keyring.signature;

import org.jspecify.annotations.NullMarked;
