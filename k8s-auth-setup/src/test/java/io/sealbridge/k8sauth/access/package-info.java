@NullMarked
package io.sealbridge.k8sauth.access;

import org.jspecify.annotations.NullMarked;
