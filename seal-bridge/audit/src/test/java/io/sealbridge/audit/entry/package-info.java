@NullMarked
package io.sealbridge.audit.entry;

import org.jspecify.annotations.NullMarked;
