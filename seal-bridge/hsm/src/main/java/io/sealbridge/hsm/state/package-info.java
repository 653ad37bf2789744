/** Where key states are kept: private data objects on the token, or files. */
@NullMarked
package io.sealbridge.hsm.state;

import org.jspecify.annotations.NullMarked;
