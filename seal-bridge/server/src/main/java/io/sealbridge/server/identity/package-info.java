/** Who makes a request: tokens, client certificates, Unix sockets; one request, one identity. */
@NullMarked
package io.sealbridge.server.identity;

import org.jspecify.annotations.NullMarked;
