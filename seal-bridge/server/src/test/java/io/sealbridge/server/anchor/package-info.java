@NullMarked
package io.sealbridge.server.anchor;

import org.jspecify.annotations.NullMarked;
