@NullMarked
package io.sealbridge.audit.anchor;

import org.jspecify.annotations.NullMarked;
