/** The images of the bridge and of its servers, run by Docker as an operator would run them. */
@NullMarked
package io.sealbridge.integration.containers;

import org.jspecify.annotations.NullMarked;
