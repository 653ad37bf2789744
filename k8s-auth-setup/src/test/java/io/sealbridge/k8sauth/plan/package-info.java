@NullMarked
package io.sealbridge.k8sauth.plan;

import org.jspecify.annotations.NullMarked;
