@NullMarked
package io.sealbridge.k8sauth.bankvaults;

import org.jspecify.annotations.NullMarked;
