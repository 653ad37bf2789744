package io.sealbridge.server.transit;

import java.nio.charset.StandardCharsets;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Bodies in, bodies out, for a 32-byte plaintext. In the package of what it measures. */
@State(Scope.Thread)
public class JsonBenchmark {
  private static final String REQUEST_ID = "7b0a6a4e-6c3f-4b56-9a05-3c1f7c0d2e91";
  private static final String CIPHERTEXT = "vault:v1:" + "QUJD".repeat(70);

  private final byte[] encryptBody =
      ascii("{\"plaintext\":\"WlpaWlpaWlpaWlpaWlpaWlpaWlpaWlpaWlpaWlpaWlo=\"}");
  private final byte[] decryptBody = ascii("{\"ciphertext\":\"" + CIPHERTEXT + "\"}");
  private final byte[] plaintext = new byte[32];

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  @Benchmark
  public int readEncryptBody() {
    try (TransitBody body = TransitBodyReader.read(encryptBody)) {
      return body.requirePlaintext().length();
    }
  }

  @Benchmark
  public String readDecryptBody() {
    try (TransitBody body = TransitBodyReader.read(decryptBody)) {
      return body.requireCiphertext();
    }
  }

  @Benchmark
  public byte[] writeEncrypted() {
    return VaultJson.encrypted(REQUEST_ID, CIPHERTEXT, 1, 0);
  }

  @Benchmark
  public byte[] writeDecrypted() {
    return VaultJson.decrypted(REQUEST_ID, plaintext, 0);
  }
}
