/**
 * The tree of a log as it grows: tiles, bundles and signed checkpoints on disk, and how they are
 * taken up again after a crash. Knows entries as bytes only.
 */
@NullMarked
package io.sealbridge.audit.tree;

import org.jspecify.annotations.NullMarked;
