/**
 * Manifests for a description of access: built as objects, written as YAML, of nothing but the file
 * and the certificates that it names.
 */
@NullMarked
package io.sealbridge.k8sauth.render;

import org.jspecify.annotations.NullMarked;
