/** Real PKCS#11 tokens in folders of their own, for the child processes of one test. */
@NullMarked
package io.sealbridge.integration.hsm;

import org.jspecify.annotations.NullMarked;
