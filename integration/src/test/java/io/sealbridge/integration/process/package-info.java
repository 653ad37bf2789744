/** Child processes of a test: own ports, logs in files, bounded waits, an end in any case. */
@NullMarked
package io.sealbridge.integration.process;

import org.jspecify.annotations.NullMarked;
