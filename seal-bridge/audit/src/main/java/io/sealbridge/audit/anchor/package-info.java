/**
 * Checkpoints outside the host that signs them: what may take one, what a witness says and keeps
 * (C2SP tlog-witness), and whether a log was rolled back behind what others know of it. No HTTP.
 */
@NullMarked
package io.sealbridge.audit.anchor;

import org.jspecify.annotations.NullMarked;
