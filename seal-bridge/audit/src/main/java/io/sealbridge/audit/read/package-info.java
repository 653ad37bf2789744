/**
 * Reads a log's folder, the bridge's own while it writes or a copy: first what a checkpoint covers,
 * then the journal behind it. Believes nothing and checks nothing; verifying is a package of its
 * own.
 */
@NullMarked
package io.sealbridge.audit.read;

import org.jspecify.annotations.NullMarked;
