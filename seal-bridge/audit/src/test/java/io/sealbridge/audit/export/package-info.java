@NullMarked
package io.sealbridge.audit.export;

import org.jspecify.annotations.NullMarked;
