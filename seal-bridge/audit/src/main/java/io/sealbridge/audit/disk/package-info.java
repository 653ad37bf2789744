/** Files that are whole after a crash. Knows nothing of what is in them. */
@NullMarked
package io.sealbridge.audit.disk;

import org.jspecify.annotations.NullMarked;
