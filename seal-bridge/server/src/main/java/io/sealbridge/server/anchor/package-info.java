/**
 * Brings the log's checkpoints to witnesses, syslog receivers, folders and the standard output,
 * again and again, and asks them at the start whether the log was rolled back. Holds up no use.
 */
@NullMarked
package io.sealbridge.server.anchor;

import org.jspecify.annotations.NullMarked;
