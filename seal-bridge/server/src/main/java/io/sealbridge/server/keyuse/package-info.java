/**
 * What the service does around the key-use log: signs its checkpoints in the HSM, says how durable
 * each entry must be, and looks after its disk and the clock.
 */
@NullMarked
package io.sealbridge.server.keyuse;

import org.jspecify.annotations.NullMarked;
