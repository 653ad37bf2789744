@NullMarked
package io.sealbridge.k8sauth.verify;

import org.jspecify.annotations.NullMarked;
