package io.sealbridge.sync.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SnapshotReaderTest {
  private static final String ROOT = "core/hsm/barrier-unseal-keys";
  private static final String RECOVERY = "core/recovery-key";

  @Test
  void findsTheVersionsOfBothKeysAmongOthers() throws IOException {
    byte[] snapshot =
        new SnapshotBytes()
            .entry("core/audit", "vault:v9:not-a-key")
            .entry(ROOT, "\nqvault:v2:aaaa*\u0004\u001a\u0002v2")
            .entry("core/" + "long/".repeat(40), "x".repeat(70_000))
            .entry(RECOVERY, "\nYvault:v11:bbbb")
            .entry("sys/token/salt", "y")
            .archive();

    assertThat(read(snapshot))
        .isEqualTo(new SealedKeys(new StoredBlob.Sealed(2), new StoredBlob.Sealed(11)));
  }

  @Test
  void tellsWhatIsNotThereAndWhatNoBridgeSealed() throws IOException {
    byte[] snapshot =
        new SnapshotBytes().entry(ROOT, "sealed by something else").entry("z", "").archive();

    assertThat(read(snapshot))
        .isEqualTo(new SealedKeys(new StoredBlob.Foreign(), new StoredBlob.Absent()));
  }

  @Test
  void readsNoFurtherThanTheSecondKey() throws IOException {
    SnapshotBytes bytes =
        new SnapshotBytes().entry(ROOT, "vault:v1:a").entry(RECOVERY, "vault:v1:b");
    for (int i = 0; i < 20_000; i++) {
      bytes.entry("logical/" + i * 7_919L, Long.toString(i * 104_729L * 104_729L, 36));
    }
    byte[] snapshot = bytes.archive();
    AtomicLong taken = new AtomicLong();

    SealedKeys keys =
        SnapshotReader.read(
            new ByteArrayInputStream(snapshot) {
              @Override
              public synchronized int read(byte[] buffer, int offset, int length) {
                int count = super.read(buffer, offset, length);
                taken.addAndGet(count);
                return count;
              }
            });

    assertThat(keys.rootKey()).isEqualTo(new StoredBlob.Sealed(1));
    assertThat(snapshot.length).isGreaterThan(200_000);
    assertThat(taken.get()).isLessThan(snapshot.length / 2);
  }

  @Test
  void saysWhatIsNoSnapshot() {
    assertThatThrownBy(
            () -> read("{\"errors\":[]}".getBytes(java.nio.charset.StandardCharsets.UTF_8)))
        .isInstanceOf(UnknownSnapshotException.class)
        .hasMessage("it is not compressed by gzip");
    assertThatThrownBy(() -> read(new SnapshotBytes().archive("other.bin")))
        .isInstanceOf(UnknownSnapshotException.class)
        .hasMessage("the archive has no member state.bin");
    assertThatThrownBy(
            () ->
                read(
                    SnapshotBytes.zipped(
                        "z".repeat(600).getBytes(java.nio.charset.StandardCharsets.UTF_8))))
        .isInstanceOf(UnknownSnapshotException.class)
        .hasMessage("it is no tar archive");
    assertThatThrownBy(() -> read(new SnapshotBytes().raw(3, 0x1a, 1, 0).archive()))
        .isInstanceOf(UnknownSnapshotException.class)
        .hasMessage("an entry has a field that is not known: 26");
    assertThatThrownBy(() -> read(new SnapshotBytes().raw(3, 0x0a, 9, 0).archive()))
        .isInstanceOf(UnknownSnapshotException.class)
        .hasMessage("an entry is longer than it says");
  }

  @Test
  void takesABrokenStreamForThatAndNotForACluster() {
    byte[] whole = new SnapshotBytes().entry("core/audit", "x".repeat(500)).archive();

    assertThatThrownBy(() -> read(Arrays.copyOf(whole, whole.length - 60)))
        .isInstanceOf(EOFException.class);
  }

  private static SealedKeys read(byte[] snapshot) throws IOException {
    return SnapshotReader.read(new ByteArrayInputStream(snapshot));
  }
}
