/** The packaged bridge as a person would run it: configuration file, command line, process. */
@NullMarked
package io.sealbridge.integration.bridge;

import org.jspecify.annotations.NullMarked;
