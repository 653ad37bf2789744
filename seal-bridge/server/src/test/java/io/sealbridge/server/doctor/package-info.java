@NullMarked
package io.sealbridge.server.doctor;

import org.jspecify.annotations.NullMarked;
