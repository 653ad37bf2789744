/** The file that says which Vaults and which bridges there are. */
@NullMarked
package io.sealbridge.sync.file;

import org.jspecify.annotations.NullMarked;
