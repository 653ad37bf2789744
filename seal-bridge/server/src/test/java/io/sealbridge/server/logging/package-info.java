@NullMarked
package io.sealbridge.server.logging;

import org.jspecify.annotations.NullMarked;
