/**
 * The process log: one line an event on the error stream, as text or JSON, set up in code so that
 * no start waits for an XML parser.
 */
@NullMarked
package io.sealbridge.server.logging;

import org.jspecify.annotations.NullMarked;
