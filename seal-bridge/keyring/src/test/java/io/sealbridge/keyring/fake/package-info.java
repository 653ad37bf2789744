/**
 * Fakes of the ports, with switches for what goes wrong. Exported as the test jar for the tests of
 * the adapters and of the service.
 */
@NullMarked
package io.sealbridge.keyring.fake;

import org.jspecify.annotations.NullMarked;
