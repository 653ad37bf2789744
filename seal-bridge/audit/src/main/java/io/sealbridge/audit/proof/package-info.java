/** Receipts: that an entry is in a log, to be shown without the log (C2SP tlog-proof). */
@NullMarked
package io.sealbridge.audit.proof;

import org.jspecify.annotations.NullMarked;
