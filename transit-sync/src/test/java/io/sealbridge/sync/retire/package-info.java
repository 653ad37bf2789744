@NullMarked
package io.sealbridge.sync.retire;

import org.jspecify.annotations.NullMarked;
