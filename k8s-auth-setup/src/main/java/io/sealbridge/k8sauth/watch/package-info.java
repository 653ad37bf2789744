/** Looks again and again whether both sides are as the file says, and tells Prometheus. */
@NullMarked
package io.sealbridge.k8sauth.watch;

import org.jspecify.annotations.NullMarked;
