@NullMarked
package io.sealbridge.k8sauth.render;

import org.jspecify.annotations.NullMarked;
