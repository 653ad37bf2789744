@NullMarked
package io.sealbridge.audit.note;

import org.jspecify.annotations.NullMarked;
