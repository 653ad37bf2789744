/** Small counters in the data directory that outlive the process. */
@NullMarked
package io.sealbridge.server.storage;

import org.jspecify.annotations.NullMarked;
