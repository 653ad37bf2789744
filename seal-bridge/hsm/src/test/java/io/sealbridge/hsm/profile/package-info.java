/** Tests of the vendor profiles. */
@NullMarked
package io.sealbridge.hsm.profile;

import org.jspecify.annotations.NullMarked;
