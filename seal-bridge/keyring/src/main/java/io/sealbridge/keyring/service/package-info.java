/** The use of keys for callers: grants, sealing and opening, with every use in the key-use log. */
@NullMarked
package io.sealbridge.keyring.service;

import org.jspecify.annotations.NullMarked;
