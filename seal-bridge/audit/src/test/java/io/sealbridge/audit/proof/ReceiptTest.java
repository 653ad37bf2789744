package io.sealbridge.audit.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealbridge.audit.SoftwareSigner;
import io.sealbridge.audit.WrittenLog;
import io.sealbridge.audit.note.MalformedNoteException;
import io.sealbridge.audit.read.LogFolder;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A receipt holds for its entry, and for no other. */
class ReceiptTest {
  private final SoftwareSigner signer = new SoftwareSigner();

  @TempDir Path parent;

  @ParameterizedTest
  @ValueSource(longs = {0, 255, 256, 511, 512, 599})
  void holdsForEachEntryAndReadsBack(long index) throws Exception {
    // given
    LogFolder log = LogFolder.open(WrittenLog.of(parent.resolve("log"), signer, 600));

    // when
    Receipt receipt = Receipt.of(log.from(index).next().orElseThrow(), log);
    Receipt read = Receipt.parse(receipt.text());

    // then
    assertThat(read).isEqualTo(receipt);
    assertThat(read.holds()).isTrue();
    assertThat(signer.key(WrittenLog.ORIGIN).signed(read.note())).isTrue();
  }

  @Test
  void holdsForNothingElse() throws Exception {
    // given
    LogFolder log = LogFolder.open(WrittenLog.of(parent.resolve("log"), signer, 300));
    String text = Receipt.of(log.from(7).next().orElseThrow(), log).text();

    // then
    assertThat(Receipt.parse(text.replace("index 7\n", "index 8\n")).holds()).isFalse();
    assertThat(Receipt.parse(text.replaceFirst("extra ....", "extra AAAA")).holds()).isFalse();
    assertThatThrownBy(() -> Receipt.parse(text.substring(0, 40)))
        .isInstanceOf(MalformedNoteException.class);
  }
}
