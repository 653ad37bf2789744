/** Proves with real logins that each role lets in whom it should, and nobody else. */
@NullMarked
package io.sealbridge.k8sauth.verify;

import org.jspecify.annotations.NullMarked;
