/** What differs between makes of token, as data, so that the code has no branch per vendor. */
@NullMarked
package io.sealbridge.hsm.profile;

import org.jspecify.annotations.NullMarked;
