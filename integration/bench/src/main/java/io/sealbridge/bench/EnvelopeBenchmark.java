package io.sealbridge.bench;

import io.sealbridge.keyring.CkaId;
import io.sealbridge.keyring.KeyName;
import io.sealbridge.keyring.KeyType;
import io.sealbridge.keyring.Recipient;
import io.sealbridge.keyring.SecretBytes;
import io.sealbridge.keyring.WrappedKey;
import io.sealbridge.keyring.Wrapping;
import io.sealbridge.keyring.envelope.Ciphertext;
import io.sealbridge.keyring.envelope.Envelope;
import io.sealbridge.keyring.envelope.EnvelopeContext;
import io.sealbridge.keyring.envelope.EnvelopeRecipient;
import io.sealbridge.keyring.envelope.KeyId;
import io.sealbridge.keyring.envelope.Mechanism;
import io.sealbridge.keyring.envelope.Opening;
import io.sealbridge.keyring.envelope.Sealing;
import java.security.SecureRandom;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** From 32 bytes to the text that a Vault stores and back; the data key is wrapped in software. */
@State(Scope.Thread)
public class EnvelopeBenchmark {
  private static final KeyName KEY = new KeyName("bench");
  private static final byte[] NO_AAD = {};
  private static final int VERSION = 1;

  private final SecureRandom random = new SecureRandom();
  private final SoftwareWrap token = new SoftwareWrap(random);
  private final Recipient recipient =
      new Recipient("primary", new CkaId("00".repeat(16)), KeyType.AES_256, new Wrapping.AesGcm());
  private final SecretBytes plaintext = SecretBytes.takeOwnershipOf(new byte[32]);
  private final String text = seal();

  @Benchmark
  public final String seal() {
    try (Sealing sealing = Sealing.begin(EnvelopeContext.TRANSIT, KEY, VERSION, random)) {
      WrappedKey wrapped = token.wrap(sealing.dataKey(), sealing.wrapAad());
      EnvelopeRecipient made =
          new EnvelopeRecipient(KeyId.of(recipient), Mechanism.of(recipient.wrapping()), wrapped);
      return new Ciphertext(VERSION, sealing.seal(List.of(made), plaintext, NO_AAD)).toString();
    }
  }

  @Benchmark
  public int open() {
    Ciphertext parsed = Ciphertext.parse(text);
    Envelope envelope =
        Envelope.parse(parsed.body()).requireMadeFor(EnvelopeContext.TRANSIT, KEY, VERSION);
    WrappedKey wrapped = envelope.recipients().getFirst().wrapped();
    try (SecretBytes dataKey = token.unwrap(wrapped, envelope.wrapAad())) {
      return switch (Opening.of(envelope, dataKey, NO_AAD)) {
        case Opening.Opened(SecretBytes opened) -> opened.length();
        case Opening.OtherDataKey _ -> throw new IllegalStateException("another data key");
        case Opening.Forged _ -> throw new IllegalStateException("does not authenticate");
      };
    }
  }

  /** The part of the two above that the token does in the bridge. */
  @Benchmark
  public WrappedKey wrapInSoftware() {
    return token.wrap(plaintext, NO_AAD);
  }
}
