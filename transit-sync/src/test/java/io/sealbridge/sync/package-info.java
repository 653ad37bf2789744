@NullMarked
package io.sealbridge.sync;

import org.jspecify.annotations.NullMarked;
