/** The file that describes who reads what: records, each with its own rules. */
@NullMarked
package io.sealbridge.k8sauth.access;

import org.jspecify.annotations.NullMarked;
