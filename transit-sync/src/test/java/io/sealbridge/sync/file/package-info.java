@NullMarked
package io.sealbridge.sync.file;

import org.jspecify.annotations.NullMarked;
