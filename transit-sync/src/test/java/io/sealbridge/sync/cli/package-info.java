@NullMarked
package io.sealbridge.sync.cli;

import org.jspecify.annotations.NullMarked;
