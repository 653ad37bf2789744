/** Tests of identities and limits. */
@NullMarked
package io.sealbridge.server.identity;

import org.jspecify.annotations.NullMarked;
