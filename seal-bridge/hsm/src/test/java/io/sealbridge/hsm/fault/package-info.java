/** Tests of the fault table. */
@NullMarked
package io.sealbridge.hsm.fault;

import org.jspecify.annotations.NullMarked;
