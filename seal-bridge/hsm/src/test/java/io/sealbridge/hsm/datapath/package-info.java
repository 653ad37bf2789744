/** Tests of the data paths. */
@NullMarked
package io.sealbridge.hsm.datapath;

import org.jspecify.annotations.NullMarked;
