@NullMarked
package io.sealbridge.k8sauth.ownpolicy;

import org.jspecify.annotations.NullMarked;
