package io.sealbridge.server.login;

import java.util.concurrent.CompletionStage;

/** Verifies ServiceAccount tokens with the cluster's published keys, without a call. */
final class PublishedKeys implements KubernetesVerifier.Authority {

  private final KeySource keys;

  PublishedKeys(KeySource keys) {
    this.keys = keys;
  }

  @Override
  public CompletionStage<Void> confirm(Jwt jwt, ServiceAccount account, String audience) {
    return SignatureCheck.check(jwt, keys);
  }

  @Override
  public void lookAfter() {
    keys.lookAfter();
  }
}
