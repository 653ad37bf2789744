/** Tests of the configuration. */
@NullMarked
package io.sealbridge.server.config;

import org.jspecify.annotations.NullMarked;
