@NullMarked
package io.sealbridge.sync.status;

import org.jspecify.annotations.NullMarked;
