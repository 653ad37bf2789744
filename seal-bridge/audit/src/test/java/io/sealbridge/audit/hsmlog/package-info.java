@NullMarked
package io.sealbridge.audit.hsmlog;

import org.jspecify.annotations.NullMarked;
