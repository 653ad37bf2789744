@NullMarked
package io.sealbridge.server.token;

import org.jspecify.annotations.NullMarked;
