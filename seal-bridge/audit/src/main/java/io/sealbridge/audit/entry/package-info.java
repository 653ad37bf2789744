/**
 * Entries of the key-use log as they are read back. What is not known here, such as a later kind,
 * is told and never guessed at.
 */
@NullMarked
package io.sealbridge.audit.entry;

import org.jspecify.annotations.NullMarked;
