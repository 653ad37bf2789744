/**
 * What every command line of the product shares: how it prints, asks and ends. Knows nothing of
 * what any of them does.
 */
@NullMarked
package io.sealbridge.commandline;

import org.jspecify.annotations.NullMarked;
