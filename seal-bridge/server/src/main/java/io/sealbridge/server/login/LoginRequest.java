package io.sealbridge.server.login;

/**
 * Where a login is made, and by whom as far as the connection tells.
 *
 * @param peer the remote address
 */
public record LoginRequest(String mount, String requestId, String peer) {}
