/** What a return code means for whoever must react, as data. */
@NullMarked
package io.sealbridge.hsm.fault;

import org.jspecify.annotations.NullMarked;
