/**
 * What HSMs write down themselves. Each format is data (a resource {@code NAME.format}); one reader
 * reads them all, and says what it could not read and what is missing.
 */
@NullMarked
package io.sealbridge.audit.hsmlog;

import org.jspecify.annotations.NullMarked;
