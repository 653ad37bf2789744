/** What operators and supervisors see: liveness, readiness, metrics, alarms. */
@NullMarked
package io.sealbridge.server.management;

import org.jspecify.annotations.NullMarked;
