/** A certification authority for one test, and the certificates it issues. */
@NullMarked
package io.sealbridge.integration.tls;

import org.jspecify.annotations.NullMarked;
