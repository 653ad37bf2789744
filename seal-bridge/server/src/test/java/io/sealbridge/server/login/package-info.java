/** Tests of logins, against issuers and API servers on loopback that misbehave on demand. */
@NullMarked
package io.sealbridge.server.login;

import org.jspecify.annotations.NullMarked;
