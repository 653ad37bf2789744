package io.sealbridge.vault;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Logins with tokens of ServiceAccounts. May be used by many threads. */
public final class VaultLogins implements AutoCloseable {
  private final VaultAddress address;
  private final LastWrite lastWrite = new LastWrite();
  private final VaultNode anonymous;

  public VaultLogins(VaultAddress address) {
    this.address = address;
    this.anonymous =
        new VaultNode(
            new VaultConnection(address, Optional.empty(), lastWrite),
            address.address(),
            RetryPolicy.STANDARD);
  }

  /**
   * Logs in.
   *
   * @param mount of an auth method of type kubernetes or jwt, without {@code auth/}
   * @param serviceAccountToken shown to the server and to nobody else
   * @throws VaultException if the server cannot be asked; that it refuses is an outcome
   */
  public LoginOutcome login(String mount, String role, String serviceAccountToken) {
    VaultRequest request =
        new VaultRequest(
            VaultOperation.WRITE,
            "auth/" + mount + "/login",
            Map.of("role", role, "jwt", serviceAccountToken));
    VaultAnswer answer = anonymous.ask(request);
    String token = answer.body().path("auth").path("client_token").asText("");
    if (answer.isSuccess() && !token.isEmpty()) {
      return accepted(answer.body().path("auth"), new VaultToken(token));
    }
    return new LoginOutcome.Refused(answer.status(), answer.errors());
  }

  private LoginOutcome accepted(JsonNode auth, VaultToken token) {
    List<String> policies = new ArrayList<>();
    auth.path("policies").forEach(policy -> policies.add(policy.asText()));
    return new LoginOutcome.Accepted(
        VaultApi.afterLogin(address, token, lastWrite),
        auth.path("accessor").asText(""),
        auth.path("token_type").asText("").equals("batch"),
        Duration.ofSeconds(auth.path("lease_duration").asLong()),
        policies);
  }

  @Override
  public void close() {
    anonymous.close();
  }
}
