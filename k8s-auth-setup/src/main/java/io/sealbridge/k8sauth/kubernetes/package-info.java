/** The API of a Kubernetes cluster as this tool needs it. */
@NullMarked
package io.sealbridge.k8sauth.kubernetes;

import org.jspecify.annotations.NullMarked;
