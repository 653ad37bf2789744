@NullMarked
package io.sealbridge.k8sauth.watch;

import org.jspecify.annotations.NullMarked;
