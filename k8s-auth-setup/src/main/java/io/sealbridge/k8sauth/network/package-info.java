/** Network policies that the description of access asks for: pure functions, no calls. */
@NullMarked
package io.sealbridge.k8sauth.network;

import org.jspecify.annotations.NullMarked;
