/** What Vault should hold according to a description of access. */
@NullMarked
package io.sealbridge.k8sauth.desired;

import org.jspecify.annotations.NullMarked;
