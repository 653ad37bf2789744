@NullMarked
package io.sealbridge.server.cli;

import org.jspecify.annotations.NullMarked;
