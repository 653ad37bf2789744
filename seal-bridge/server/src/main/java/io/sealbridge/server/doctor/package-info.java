/**
 * What {@code doctor} looks at: the configuration and its files, the HSMs and the keys on them, the
 * host. Changes nothing and uses no key.
 */
@NullMarked
package io.sealbridge.server.doctor;

import org.jspecify.annotations.NullMarked;
