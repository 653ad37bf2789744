package io.sealbridge.audit.hsmlog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever stands in a file: no line is lost in silence. */
class HsmLogProperties {
  private static final Instant NEWEST = Instant.parse("2026-11-27T04:00:00Z");
  private static final String RECORD =
      "7,26/11/27 03:00:00,S/N 1 session 1 operation LUNA_DECRYPT_SINGLEPART returned RC_OK key 5,0A";

  @Property(tries = 500)
  void everyLineIsCountedOnce(@ForAll byte[] bytes, @ForAll("formats") String format)
      throws IOException {
    HsmLogScan scan = read(format, bytes, new AtomicLong());

    assertThat(scan.lines()).isEqualTo(lines(bytes));
  }

  @Property(tries = 500)
  void noUseIsLostAmongOtherLines(@ForAll("noise") List<String> noise) throws IOException {
    // given
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    for (int i = 0; i < noise.size(); i++) {
      file.writeBytes((noise.get(i) + "\n").getBytes(StandardCharsets.UTF_8));
      file.writeBytes((RECORD.replaceFirst("7", "1" + i) + "\n").getBytes(StandardCharsets.UTF_8));
    }

    // when
    AtomicLong uses = new AtomicLong();
    HsmLogScan scan = read("luna", file.toByteArray(), uses);

    // then
    assertThat(uses.get()).isGreaterThanOrEqualTo(noise.size());
    assertThat(scan.lines()).isEqualTo(2L * noise.size());
  }

  @Property(tries = 500)
  void whatIsCutFromARecordIsMissed(@ForAll("places") int place) throws IOException {
    // when
    byte[] cut = RECORD.substring(0, place).getBytes(StandardCharsets.UTF_8);
    HsmLogScan scan = read("luna", cut, new AtomicLong());

    // then
    assertThat(scan.isWhole()).isFalse();
  }

  @Provide
  Arbitrary<String> formats() {
    return Arbitraries.of(HsmLogFormat.known());
  }

  /** Words of the formats in any order, and anything else. */
  @Provide
  Arbitrary<List<String>> noise() {
    Arbitrary<String> words =
        Arbitraries.of(
            "item: ",
            "7",
            ",",
            "26/11/27 03:00:00",
            "operation LUNA_DECRYPT returned ",
            "key ",
            "\t");
    Arbitrary<String> line =
        Arbitraries.oneOf(words, Arbitraries.strings().ofMaxLength(20))
            .list()
            .ofMaxSize(8)
            .map(parts -> String.join("", parts).replaceAll("[\n\r]", " "));
    return line.list().ofMaxSize(20);
  }

  @Provide
  Arbitrary<Integer> places() {
    return Arbitraries.integers().between(0, RECORD.length());
  }

  private static HsmLogScan read(String format, byte[] bytes, AtomicLong uses) throws IOException {
    InputStream in = new ByteArrayInputStream(bytes);
    return HsmLogReader.read(
        "log",
        HsmLogFormat.named(format).orElseThrow(),
        in,
        NEWEST,
        record -> uses.addAndGet(record.act() == HsmAct.OPEN ? 1 : 0));
  }

  private static long lines(byte[] bytes) {
    long lines = 0;
    for (byte b : bytes) {
      lines += b == '\n' ? 1 : 0;
    }
    return bytes.length > 0 && bytes[bytes.length - 1] != '\n' ? lines + 1 : lines;
  }
}
