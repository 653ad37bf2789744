@NullMarked
package io.sealbridge.k8sauth.network;

import org.jspecify.annotations.NullMarked;
