package io.sealbridge.keyring.service;

import io.sealbridge.keyring.HsmException;
import io.sealbridge.keyring.HsmFault;
import io.sealbridge.keyring.HsmToken;
import io.sealbridge.keyring.KeyringError;
import io.sealbridge.keyring.KeyringException;
import io.sealbridge.keyring.SecretBytes;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Random bytes of the first HSM that can be used. */
final class HsmRandom {
  private final List<HsmToken> tokens;

  HsmRandom(List<HsmToken> tokens) {
    this.tokens = List.copyOf(tokens);
  }

  /** The caller closes the result. */
  CompletionStage<SecretBytes> bytes(int length) {
    List<HsmToken> readyFirst =
        tokens.stream()
            .sorted(Comparator.comparing((HsmToken token) -> !Readiness.isReady(token)))
            .toList();
    return from(readyFirst, 0, length);
  }

  private static CompletionStage<SecretBytes> from(List<HsmToken> tokens, int index, int length) {
    HsmToken token = tokens.get(index);
    CompletionStage<SecretBytes> made = token.random(length);
    return made.exceptionallyCompose(
        failure -> {
          HsmFault fault =
              HsmException.faultOf(failure).orElseThrow(() -> KeyringException.of(failure));
          return index + 1 < tokens.size()
              ? from(tokens, index + 1, length)
              : KeyringException.failed(new KeyringError.HsmUnavailable(fault, token.name()));
        });
  }
}
