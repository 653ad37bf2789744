/**
 * Binds YAML to records strictly: every error names file, line and property, unknown keys name the
 * nearest known one.
 */
@NullMarked
package io.sealbridge.configuration;

import org.jspecify.annotations.NullMarked;
