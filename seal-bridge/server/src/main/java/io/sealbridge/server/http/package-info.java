/**
 * HTTP as this service speaks it: paths read strictly, bodies read under a limit, answers in
 * Vault's shapes. Knows no keys beyond their names.
 */
@NullMarked
package io.sealbridge.server.http;

import org.jspecify.annotations.NullMarked;
