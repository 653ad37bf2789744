/**
 * Entries in the words of others: one line for people, and the formats that collectors of events
 * take.
 */
@NullMarked
package io.sealbridge.audit.export;

import org.jspecify.annotations.NullMarked;
