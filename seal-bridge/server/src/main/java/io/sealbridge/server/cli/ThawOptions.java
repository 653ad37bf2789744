package io.sealbridge.server.cli;

import io.sealbridge.commandline.CommandException;
import io.sealbridge.commandline.UsageException;
import io.sealbridge.keyring.KeyName;
import io.sealbridge.keyring.KeyState;
import io.sealbridge.keyring.Octets;
import io.sealbridge.keyring.Thaw;
import io.sealbridge.keyring.standing.ThawKeys;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How a thaw is signed. */
final class ThawOptions {
  private static final int LARGEST = 1024;

  @Option(
      names = "--request",
      description = "Only print the text that a thaw key has to sign now; changes nothing.")
  boolean request;

  @Option(
      names = "--signature",
      paramLabel = "FILE",
      description = {
        "The signature of that text by one of \"thawKeys\": as openssl writes it, or in base64.",
        "Ed25519, or ECDSA on P-256 with SHA-256."
      })
  @Nullable Path signature;

  /** Refuses what the replicas would refuse. */
  void require(ThawKeys keys, KeyName key) {
    if (request && signature != null) {
      throw new UsageException("--request prints what --signature answers; give one of them");
    }
    if (!request && signature == null && keys.areRequired()) {
      throw new UsageException(
          ("thawing needs a signature by one of \"thawKeys\". Print the text with: seal-bridge keys"
                  + " thaw %s --request; have it signed where the private key is, such as by:"
                  + " openssl pkeyutl -sign -inkey thaw.key -rawin -in thaw.txt -out thaw.sig; then"
                  + " run: seal-bridge keys thaw %s --signature thaw.sig")
              .formatted(key, key));
    }
    if (signature != null && !keys.areRequired()) {
      throw new UsageException(
          "\"thawKeys\" of the configuration names no key, so no signature can be checked");
    }
  }

  boolean isSigned() {
    return signature != null;
  }

  /** The signature over {@code state}'s serial, which a thaw key has made. */
  Thaw signed(ThawKeys keys, KeyState state) {
    Thaw thaw = new Thaw(state.serial(), read());
    if (keys.signer(state.name(), thaw).isEmpty()) {
      throw new CommandException(
          ("%s is no signature by one of \"thawKeys\" of the text that is to be signed now"
                  + " (deployment %s, key %s, serial %d); print it with --request and sign exactly"
                  + " that. Nothing was changed")
              .formatted(signature, keys.deployment(), state.name(), state.serial()));
    }
    return thaw;
  }

  private Octets read() {
    Path file = Objects.requireNonNull(signature);
    try {
      if (Files.size(file) > LARGEST) {
        throw new UsageException(file + " is too large for a signature");
      }
      byte[] bytes = Files.readAllBytes(file);
      return Octets.copyOf(decoded(bytes));
    } catch (IOException | IllegalArgumentException e) {
      throw new UsageException("--signature: " + file + " cannot be read: " + e);
    }
  }

  private static byte[] decoded(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.ISO_8859_1).replaceAll("\\s", "");
    try {
      return text.isEmpty() ? bytes : Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException _) {
      return bytes;
    }
  }
}
