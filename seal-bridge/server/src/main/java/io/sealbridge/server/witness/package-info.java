/**
 * The service of a witness: its configuration, its key's file, its listener. What it decides is in
 * the module for the log; it needs neither an HSM nor a PIN.
 */
@NullMarked
package io.sealbridge.server.witness;

import org.jspecify.annotations.NullMarked;
