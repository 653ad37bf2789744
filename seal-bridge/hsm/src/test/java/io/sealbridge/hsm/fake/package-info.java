/** A PKCS#11 library made of a script, for return codes that no real token gives on demand. */
@NullMarked
package io.sealbridge.hsm.fake;

import org.jspecify.annotations.NullMarked;
