@NullMarked
package io.sealbridge.sync.rotate;

import org.jspecify.annotations.NullMarked;
