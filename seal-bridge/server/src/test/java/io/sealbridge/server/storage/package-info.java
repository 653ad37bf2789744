/** Tests of the counters on disk. */
@NullMarked
package io.sealbridge.server.storage;

import org.jspecify.annotations.NullMarked;
