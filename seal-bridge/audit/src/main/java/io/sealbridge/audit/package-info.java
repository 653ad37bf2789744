/**
 * The key-use log as JSON lines on disk: durable before it is acknowledged, one process a folder,
 * never continued behind a torn line. The tamper-evident log takes its place behind the same port.
 */
@NullMarked
package io.sealbridge.audit;

import org.jspecify.annotations.NullMarked;
