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
    try (Batch<CryptItem> body = CryptBody.read(encryptBody)) {
      return body.items().getFirst().requirePlaintext().length();
    }
  }

  @Benchmark
  public String readDecryptBody() {
    try (Batch<CryptItem> body = CryptBody.read(decryptBody)) {
      return body.items().getFirst().requireCiphertext();
    }
  }

  @Benchmark
  public byte[] writeEncrypted() {
    return answer(new AnswerText().raw("\"ciphertext\":\"" + CIPHERTEXT + "\",\"key_version\":1"));
  }

  @Benchmark
  public byte[] writeDecrypted() {
    return answer(new AnswerText().raw("\"plaintext\":").base64(plaintext));
  }

  private static byte[] answer(AnswerText fields) {
    return VaultJson.close(VaultJson.open(REQUEST_ID).append(fields), 0);
  }
}
