/** Reads both sides, and does what a plan says. */
@NullMarked
package io.sealbridge.k8sauth.apply;

import org.jspecify.annotations.NullMarked;
