@NullMarked
package io.sealbridge.audit.tiles;

import org.jspecify.annotations.NullMarked;
