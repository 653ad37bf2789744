@NullMarked
package io.sealbridge.k8sauth.apply;

import org.jspecify.annotations.NullMarked;
