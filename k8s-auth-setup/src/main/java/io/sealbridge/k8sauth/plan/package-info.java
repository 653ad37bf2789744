/** What has to change in Vault: differences that mean something, and how a person sees them. */
@NullMarked
package io.sealbridge.k8sauth.plan;

import org.jspecify.annotations.NullMarked;
