/** Decides by network policies which connections come about, as a network plugin would. */
@NullMarked
package io.sealbridge.k8sauth.network.evaluator;

import org.jspecify.annotations.NullMarked;
