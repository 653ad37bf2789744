/**
 * What a cluster has to hold for a description of access: objects, made of nothing but the file.
 */
@NullMarked
package io.sealbridge.k8sauth.objects;

import org.jspecify.annotations.NullMarked;
