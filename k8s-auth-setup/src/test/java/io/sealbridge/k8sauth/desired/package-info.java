@NullMarked
package io.sealbridge.k8sauth.desired;

import org.jspecify.annotations.NullMarked;
