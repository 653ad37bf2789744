/**
 * PKCS#11 through the Foreign Function and Memory API: the only package that holds native handles
 * and memory. Everything public here is plain Java; a scripted fake can stand in for a library.
 */
@NullMarked
package io.sealbridge.hsm.cryptoki;

import org.jspecify.annotations.NullMarked;
