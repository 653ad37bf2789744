@NullMarked
package io.sealbridge.audit.proof;

import org.jspecify.annotations.NullMarked;
