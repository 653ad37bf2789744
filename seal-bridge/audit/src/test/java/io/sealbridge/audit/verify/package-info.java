@NullMarked
package io.sealbridge.audit.verify;

import org.jspecify.annotations.NullMarked;
