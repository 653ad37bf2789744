package io.sealbridge.server.http;

import io.sealbridge.keyring.KeyName;
import io.sealbridge.server.config.LimitsConfiguration;
import io.sealbridge.server.config.ListenerConfiguration;
import io.sealbridge.server.identity.Authenticator;
import io.sealbridge.server.identity.LoginGate;
import io.sealbridge.server.identity.RateLimiter;
import io.sealbridge.server.identity.RefusalCounter;
import io.sealbridge.server.identity.TokenLooks;
import java.util.Set;

/**
 * What a listener works with; shared by its event loops.
 *
 * @param keys the configured keys, each with a rate of its own
 */
public record ListenerParts(
    ListenerConfiguration configuration,
    LimitsConfiguration limits,
    Routes routes,
    Api api,
    Authenticator authenticator,
    ClientCertificates certificates,
    TokenLooks looks,
    RefusalCounter refusals,
    RateLimiter limiter,
    Admission admission,
    LoginGate logins,
    RequestMeter meter,
    Set<KeyName> keys) {}
