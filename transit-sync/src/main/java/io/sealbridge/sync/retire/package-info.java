/** Whether an old version of a seal key may go. Never does it: that takes another's credential. */
@NullMarked
package io.sealbridge.sync.retire;

import org.jspecify.annotations.NullMarked;
