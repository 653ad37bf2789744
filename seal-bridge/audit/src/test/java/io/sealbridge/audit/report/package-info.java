@NullMarked
package io.sealbridge.audit.report;

import org.jspecify.annotations.NullMarked;
