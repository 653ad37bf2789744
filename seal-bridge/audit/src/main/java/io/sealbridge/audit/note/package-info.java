/**
 * Signed notes and what is written in them: checkpoints of logs and cosignatures of witnesses (C2SP
 * signed-note, tlog-checkpoint, tlog-cosignature). Verifies; signing is somebody else's.
 */
@NullMarked
package io.sealbridge.audit.note;

import org.jspecify.annotations.NullMarked;
