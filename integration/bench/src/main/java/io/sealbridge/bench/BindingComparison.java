package io.sealbridge.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.List;

/**
 * Makes the same calls of the same key from C, through our FFM binding and through SunPKCS11, in
 * turn, and prints one JSON line for each side, operation and round.
 */
public final class BindingComparison {
  private static final int WARM_UP = 15_000;
  private static final byte[] PLAINTEXT =
      "thirty-two bytes of a data key..".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] AAD = "sixteen of aad..".getBytes(StandardCharsets.US_ASCII);

  private final int iterations;

  private BindingComparison(int iterations) {
    this.iterations = iterations;
  }

  /** Arguments: peer program, library, token label, PIN file, key label, rounds, iterations. */
  public static void main(String[] arguments)
      throws IOException, InterruptedException, GeneralSecurityException {
    TokenAccess access =
        new TokenAccess(Path.of(arguments[1]), arguments[2], Path.of(arguments[3]), arguments[4]);
    int rounds = Integer.parseInt(arguments[5]);
    int iterations = Integer.parseInt(arguments[6]);
    try (CryptokiBinding cryptoki = new CryptokiBinding(access);
        SunBinding sun = new SunBinding(access, cryptoki.slot())) {
      List<Binding> bindings = List.of(cryptoki, sun);
      BindingComparison warmUp = new BindingComparison(WARM_UP);
      bindings.forEach(warmUp::measure);
      BindingComparison comparison = new BindingComparison(iterations);
      for (int round = 0; round < rounds; round++) {
        runPeer(arguments[0], access, iterations);
        bindings.stream().map(comparison::measure).forEach(System.out::println);
      }
    }
  }

  private String measure(Binding binding) {
    Timings encrypts = new Timings(iterations);
    Timings decrypts = new Timings(iterations);
    for (int i = 0; i < iterations; i++) {
      byte[] iv = ByteBuffer.allocate(12).putInt(8, i).array();
      long start = System.nanoTime();
      byte[] ciphertext = binding.encrypt(iv, AAD, PLAINTEXT);
      long middle = System.nanoTime();
      byte[] opened = binding.decrypt(iv, AAD, ciphertext);
      decrypts.add(System.nanoTime() - middle);
      encrypts.add(middle - start);
      if (!Arrays.equals(PLAINTEXT, opened)) {
        throw new IllegalStateException(binding.side() + ": decrypt gave other bytes");
      }
    }
    return encrypts.json(binding.side(), "encrypt")
        + System.lineSeparator()
        + decrypts.json(binding.side(), "decrypt");
  }

  private static void runPeer(String program, TokenAccess access, int iterations)
      throws IOException, InterruptedException {
    Process peer =
        new ProcessBuilder(
                program,
                access.library().toString(),
                access.tokenLabel(),
                access.pinFile().toString(),
                access.keyLabel(),
                Integer.toString(iterations))
            .inheritIO()
            .start();
    if (peer.waitFor() != 0) {
      throw new IllegalStateException(program + " ended with " + peer.exitValue());
    }
  }
}
