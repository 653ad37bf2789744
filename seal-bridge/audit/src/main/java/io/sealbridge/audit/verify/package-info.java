/**
 * Says how far a log can be trusted: everything is computed anew from the entries and compared with
 * tiles, checkpoints, and what has left the host.
 */
@NullMarked
package io.sealbridge.audit.verify;

import org.jspecify.annotations.NullMarked;
