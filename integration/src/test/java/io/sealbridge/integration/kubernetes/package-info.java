/**
 * A real Kubernetes API server with its etcd, for the tests that need its ServiceAccount tokens.
 */
@NullMarked
package io.sealbridge.integration.kubernetes;

import org.jspecify.annotations.NullMarked;
