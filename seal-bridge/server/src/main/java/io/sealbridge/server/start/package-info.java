/** What must be right with files and folders before the service starts. */
@NullMarked
package io.sealbridge.server.start;

import org.jspecify.annotations.NullMarked;
