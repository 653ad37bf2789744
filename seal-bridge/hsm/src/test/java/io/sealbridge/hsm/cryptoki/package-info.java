/** Tests of the binding against real tokens, and the tokens and faulty library that tests share. */
@NullMarked
package io.sealbridge.hsm.cryptoki;

import org.jspecify.annotations.NullMarked;
