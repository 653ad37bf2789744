/** TLS files: read strictly, checked before they are used, read again when they change. */
@NullMarked
package io.sealbridge.server.tls;

import org.jspecify.annotations.NullMarked;
