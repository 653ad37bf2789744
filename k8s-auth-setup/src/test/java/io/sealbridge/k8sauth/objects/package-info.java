@NullMarked
package io.sealbridge.k8sauth.objects;

import org.jspecify.annotations.NullMarked;
