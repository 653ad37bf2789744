@NullMarked
package io.sealbridge.audit;

import org.jspecify.annotations.NullMarked;
