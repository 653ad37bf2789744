@NullMarked
package io.sealbridge.sync.snapshot;

import org.jspecify.annotations.NullMarked;
