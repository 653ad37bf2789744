/** Tests of paths and bodies. */
@NullMarked
package io.sealbridge.server.http;

import org.jspecify.annotations.NullMarked;
