@NullMarked
package io.sealbridge.audit.merkle;

import org.jspecify.annotations.NullMarked;
