/**
 * The report after an incident: what was done with a key between two times, by whom, from where,
 * and what of it does not explain itself. Reads the logs of all replicas; changes nothing.
 */
@NullMarked
package io.sealbridge.audit.report;

import org.jspecify.annotations.NullMarked;
