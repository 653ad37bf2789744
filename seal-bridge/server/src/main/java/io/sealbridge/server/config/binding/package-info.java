/**
 * Binds YAML to records strictly: every error names file, line and property, unknown keys name the
 * nearest known one.
 */
@NullMarked
package io.sealbridge.server.config.binding;

import org.jspecify.annotations.NullMarked;
