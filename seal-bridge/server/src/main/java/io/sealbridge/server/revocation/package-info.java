/**
 * Who has been shut out without a restart: a small file that every replica reads again and again.
 */
@NullMarked
package io.sealbridge.server.revocation;

import org.jspecify.annotations.NullMarked;
