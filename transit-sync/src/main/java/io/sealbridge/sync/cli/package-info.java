/** The commands, and the one place where parts are put together. */
@NullMarked
package io.sealbridge.sync.cli;

import org.jspecify.annotations.NullMarked;
