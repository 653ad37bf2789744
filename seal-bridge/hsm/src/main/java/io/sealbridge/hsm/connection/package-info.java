/**
 * Keeps one logged-in connection to a token: native libraries and their owners, which token, PIN,
 * the ladder of recovery. Every connection has a generation; faults from an older one are ignored.
 */
@NullMarked
package io.sealbridge.hsm.connection;

import org.jspecify.annotations.NullMarked;
