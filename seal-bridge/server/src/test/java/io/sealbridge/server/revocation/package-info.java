@NullMarked
package io.sealbridge.server.revocation;

import org.jspecify.annotations.NullMarked;
