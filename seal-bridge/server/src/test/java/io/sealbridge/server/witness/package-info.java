@NullMarked
package io.sealbridge.server.witness;

import org.jspecify.annotations.NullMarked;
