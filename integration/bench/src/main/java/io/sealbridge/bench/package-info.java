/**
 * What scripts/bench measures from inside a JVM: the PKCS#11 bindings against a C program, and the
 * parts of a request that need no HSM. Not part of the product.
 */
@NullMarked
package io.sealbridge.bench;

import org.jspecify.annotations.NullMarked;
