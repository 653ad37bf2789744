/**
 * Logins by JWT: who may log in is decided by the mount and its configured keys, and never by what
 * a JWT says of itself. A login that succeeds gives a token of the bridge.
 */
@NullMarked
package io.sealbridge.server.login;

import org.jspecify.annotations.NullMarked;
