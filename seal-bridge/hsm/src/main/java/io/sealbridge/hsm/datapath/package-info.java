/** The ways in which a token wraps, unwraps and signs: our own binding, or the JDK's provider. */
@NullMarked
package io.sealbridge.hsm.datapath;

import org.jspecify.annotations.NullMarked;
