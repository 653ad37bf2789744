/** What issuers of tokens publish, as Vault has to be able to read it. */
@NullMarked
package io.sealbridge.k8sauth.discovery;

import org.jspecify.annotations.NullMarked;
