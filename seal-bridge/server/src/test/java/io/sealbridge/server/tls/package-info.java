/** Tests of TLS files. */
@NullMarked
package io.sealbridge.server.tls;

import org.jspecify.annotations.NullMarked;
