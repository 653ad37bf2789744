package io.sealbridge.audit.hsmlog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the formats make of lines as HSMs write them, and of what may stand between those. */
class HsmLogReaderTest {
  private static final Instant NEWEST = Instant.parse("2026-11-27T04:00:00Z");

  /** As SoftHSM 2.6.1 wrote them with log.level = DEBUG while pkcs11-tool decrypted. */
  private static final String SOFTHSM =
      """
      Nov 27 03:16:00 pkcs11-tool: ObjectFile.cpp(67): Opened existing object /tmp/tokens/a347e8db-8614-160f-6bc7-126b40b02fb9/token.object
      Nov 27 03:16:00 pkcs11-tool: OSToken.cpp(64): Opened token /tmp/tokens/a347e8db-8614-160f-6bc7-126b40b02fb9
      Nov 27 03:16:00 pkcs11-tool: OSToken.cpp(625): Ignored file generation
      Nov 27 03:16:00 pkcs11-tool: Configuration.cpp(96): Missing slots.mechanisms in configuration. Using default value: ALL
      Nov 27 03:16:00 pkcs11-tool: OSSLEVPSymmetricAlgorithm.cpp(436): Decrypting 48 bytes into buffer of 64 bytes
      Nov 27 03:16:00 pkcs11-tool: OSSLEVPSymmetricAlgorithm.cpp(450): Decrypt returned 32 bytes of data
      Nov 27 03:16:01 pkcs11-tool: OSSLRSA.cpp(1301): Invalid amount of input data supplied for RSA decryption
      """;

  /** As the vendor's page on GET LOG ENTRIES shows them, from a device. */
  private static final String YUBIHSM =
      """
      0 unlogged boots found
      0 unlogged authentications found
      Found 6 items
      item:    46 -- cmd: 0x4b -- length:  234 -- session key: 0x0001 -- target key: 0xcf94 -- second key: 0x997e -- result: 0xcb -- tick: 335725 -- hash: 415f51f1f035a1b713e730e4464e4033
      item:    47 -- cmd: 0x4c -- length:   77 -- session key: 0x0001 -- target key: 0xaff7 -- second key: 0xffff -- result: 0xcc -- tick: 351714 -- hash: 5496a60d478c2b9c801d8d32ca66b554
      item:    48 -- cmd: 0x00 -- length:    0 -- session key: 0xffff -- target key: 0x0000 -- second key: 0x0000 -- result: 0x00 -- tick: 0 -- hash: 14ac7747ba9bbb243cfc70befeb5349b
      item:    49 -- cmd: 0x03 -- length:   10 -- session key: 0xffff -- target key: 0x0001 -- second key: 0xffff -- result: 0x83 -- tick: 139 -- hash: b20a8f25c025e693a8e869b433294a20
      item:    50 -- cmd: 0x04 -- length:   17 -- session key: 0xffff -- target key: 0x0001 -- second key: 0xffff -- result: 0x84 -- tick: 139 -- hash: ebfae425c319ac7a0afbb8b92597de7c
      item:    51 -- cmd: 0x67 -- length:    2 -- session key: 0x0001 -- target key: 0xffff -- second key: 0xffff -- result: 0xe7 -- tick: 697 -- hash: 2e395d1b706668737e1d2215813db47e
      """;

  /** Written by hand: no device was at hand. */
  private static final String LUNA =
      """
      7,26/11/27 03:00:00,S/N 532018 session 1 Access 2147483651:22621 operation LUNA_LOGIN returned RC_OK(0x00000000) role 0,89487E5EFAD41215
      8,26/11/27 03:00:01,S/N 532018 session 1 Access 2147483651:22621 operation LUNA_DECRYPT_INIT returned RC_OK(0x00000000) key 0xA1B2,89487E5EFAD41216
      9,26/11/27 03:00:01,S/N 532018 session 1 Access 2147483651:22621 operation LUNA_DECRYPT_SINGLEPART returned RC_OK(0x00000000) key 0xA1B2,89487E5EFAD41217
      10        ,26/11/27 03:00:02,S/N 532018 HSM logged an internal event,89487E5EFAD41218
      11,26/11/27 03:00:03,session 2 Access 1:2 operation LUNA_SIGN_SINGLEPART returned LUNA_RET_OK handle=17,89487E5EFAD41219
      """;

  private final List<HsmRecord> records = new ArrayList<>();

  @Test
  void seesInSoftHsmsLinesWhoOpenedTheTokenAndNoUse() throws IOException {
    // when
    HsmLogScan scan = read("softhsm", SOFTHSM);

    // then
    assertThat(scan.isWhole()).isTrue();
    assertThat(scan.records()).isEqualTo(7);
    assertThat(records)
        .filteredOn(record -> record.act() != HsmAct.OTHER)
        .singleElement()
        .satisfies(
            opened -> {
              assertThat(opened.act()).isEqualTo(HsmAct.START);
              assertThat(opened.session()).contains("pkcs11-tool");
              assertThat(opened.at()).contains(Instant.parse("2026-11-27T03:16:00Z"));
              assertThat(opened.line()).isEqualTo(2);
            });
    assertThat(scan.format().tellsUses()).isFalse();
  }

  @Test
  void takesTheLinesAsADaemonOfTheSystemLogWritesThem() throws IOException {
    // when
    HsmLogScan scan =
        read(
            "softhsm",
            """
            Nov 27 03:16:00 host-1 java[4711]: OSToken.cpp(64): Opened token /tokens/a
            2026-11-27T03:16:01.123456+01:00 host-1 java: OSToken.cpp(64): Opened token /tokens/a
            Nov 27 03:16:02 host-1 sshd[1]: Accepted publickey for root
            """);

    // then
    assertThat(scan.passed()).isEqualTo(1);
    assertThat(scan.unreadable()).isZero();
    assertThat(records)
        .extracting(HsmRecord::at)
        .containsExactly(
            Optional.of(Instant.parse("2026-11-27T03:16:00Z")),
            Optional.of(Instant.parse("2026-11-27T02:16:01.123456Z")));
    assertThat(records).extracting(HsmRecord::session).contains(Optional.of("java[4711]"));
  }

  @Test
  void givesTimesWithoutAYearTheLastOneThatIsPossible() throws IOException {
    // when the report ends in January
    read(
        "softhsm",
        """
        Dec 31 23:59:59 java: OSToken.cpp(64): Opened token /a
        Jan  1 00:00:01 java: OSToken.cpp(64): Opened token /a
        """,
        Instant.parse("2027-01-02T00:00:00Z"));
    read(
        "softhsm",
        "Feb 29 12:00:00 java: OSToken.cpp(64): Opened token /a\n",
        Instant.parse("2027-01-02T00:00:00Z"));

    // then
    assertThat(records)
        .extracting(record -> record.at().orElseThrow().toString())
        .containsExactly("2026-12-31T23:59:59Z", "2027-01-01T00:00:01Z", "2024-02-29T12:00:00Z");
  }

  @Test
  void verifiesTheChainOfADevice() throws IOException {
    // when
    HsmLogScan scan = read("yubihsm", YUBIHSM);

    // then
    assertThat(scan.faults()).isEmpty();
    assertThat(scan.isWhole()).isTrue();
    assertThat(scan.passed()).isEqualTo(3);
    assertThat(records).hasSize(6).allMatch(record -> record.at().isEmpty());
    assertThat(records.getFirst().key()).contains("cf94");
  }

  @Test
  void findsWhatWasDoneToAChain() throws IOException {
    // when one bit is another, a record is missing, and the device had no room
    HsmLogScan changed =
        read("yubihsm", YUBIHSM.replace("target key: 0xaff7", "target key: 0xaff6"));
    HsmLogScan missing = read("yubihsm", YUBIHSM.replaceFirst("item: {4}48.*\n", ""));
    HsmLogScan full = read("yubihsm", YUBIHSM.replace("0 unlogged boots", "3 unlogged boots"));

    // then
    assertThat(changed.faults()).singleElement().asString().contains("line 5", "digest");
    assertThat(missing.faults())
        .anyMatch(fault -> fault.contains("number 49 follows 47"))
        .anyMatch(fault -> fault.contains("digest"));
    assertThat(full.faults()).singleElement().asString().contains("3 unlogged boots");
    assertThat(List.of(changed, missing, full)).noneMatch(HsmLogScan::isWhole);
  }

  @Test
  void countsOnceWhatWasFetchedTwice() throws IOException {
    // when
    HsmLogScan scan = read("yubihsm", YUBIHSM + YUBIHSM);

    // then
    assertThat(records).hasSize(6);
    assertThat(scan.repeated()).isEqualTo(6);
    assertThat(scan.isWhole()).isTrue();
  }

  @Test
  void countsUsesByALunaAndNamesTheirKeys() throws IOException {
    // when
    HsmLogScan scan = read("luna", LUNA);

    // then
    assertThat(scan.isWhole()).isTrue();
    assertThat(scan.operations())
        .containsEntry("LUNA_DECRYPT_SINGLEPART", 1L)
        .containsEntry("no operation", 1L);
    assertThat(records)
        .extracting(HsmRecord::act)
        .containsExactly(HsmAct.OTHER, HsmAct.OTHER, HsmAct.OPEN, HsmAct.OTHER, HsmAct.SIGN);
    assertThat(records.get(2).key()).contains("A1B2");
    assertThat(records.get(2).at()).contains(Instant.parse("2026-11-27T03:00:01Z"));
    assertThat(records.getLast().key()).contains("17");
    assertThat(records.getLast().session()).contains("2");
  }

  @Test
  void saysWhichRecordsOfALunaAreMissing() throws IOException {
    // when
    HsmLogScan scan = read("luna", LUNA.replaceFirst("9,26.*\n", ""));

    // then
    assertThat(scan.faults()).singleElement().asString().contains("number 10 follows 8");
  }

  @Test
  void saysThatTimesGoBack() throws IOException {
    // when
    HsmLogScan scan = read("luna", LUNA.replace("27 03:00:02", "27 02:00:02"));

    // then
    assertThat(scan.faults()).singleElement().asString().contains("line 4 is of");
  }

  @Test
  void saysThatTheLastLineMayHaveBeenCut() throws IOException {
    // when
    HsmLogScan inRecord = read("luna", LUNA.substring(0, LUNA.length() - 1));
    HsmLogScan inTime = read("luna", LUNA + "12,26/11/2");

    // then
    assertThat(inRecord.records()).isEqualTo(5);
    assertThat(inRecord.isWhole()).isFalse();
    assertThat(inTime.unreadable()).isEqualTo(1);
    assertThat(inTime.faults()).singleElement().asString().contains("may have been cut");
  }

  @Test
  void countsEveryLineThatItCannotRead() throws IOException {
    // when
    HsmLogScan scan =
        read(
            "luna",
            "\u0000\u0001\nnothing\n7,26/13/45 99:99:99,operation LUNA_SIGN returned X\n\n");

    // then
    assertThat(scan.unreadable()).isEqualTo(3);
    assertThat(scan.passed()).isEqualTo(1);
    assertThat(records).isEmpty();
  }

  @Test
  void cutsLinesWithoutEnd() throws IOException {
    // given
    String line = "x".repeat(10 * BoundedLines.LONGEST);
    BoundedLines lines = new BoundedLines(bytes(line + "\nnext\n"));

    // then
    assertThat(lines.next().orElseThrow())
        .satisfies(
            cut -> {
              assertThat(cut.cut()).isTrue();
              assertThat(cut.text()).hasSize(BoundedLines.LONGEST);
            });
    assertThat(lines.next().orElseThrow().text()).isEqualTo("next");
    assertThat(read("luna", line + "\n").unreadable()).isEqualTo(1);
  }

  @Test
  void handsRecordsOnWhileItReads() throws IOException {
    // given: many megabytes, of which no more is asked for than what is at hand
    Endless source = new Endless(200_000);
    List<Long> ahead = new ArrayList<>();

    // when
    HsmLogScan scan =
        HsmLogReader.read(
            "log",
            format("softhsm"),
            source,
            NEWEST,
            record -> ahead.add(source.given - record.line() * Endless.LINE.length()));

    // then
    assertThat(scan.records()).isEqualTo(200_000);
    assertThat(ahead).hasSize(200_000).allMatch(bytes -> bytes <= 1 << 16);
  }

  @Test
  void tellsOfABoundedNumberOfOperationsAndFaults() throws IOException {
    // when
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 1_000; i++) {
      text.append(
          "%d,26/11/27 03:00:00,session 1 operation LUNA_X%d returned OK,00%n".formatted(2 * i, i));
    }
    HsmLogScan scan = read("luna", text.toString());

    // then
    assertThat(scan.records()).isEqualTo(1_000);
    assertThat(scan.operations()).hasSize(200);
    assertThat(scan.faults()).hasSize(21).last().asString().isEqualTo("979 more");
  }

  @Test
  void knowsItsFormatsByName() {
    assertThat(HsmLogFormat.known()).allMatch(name -> HsmLogFormat.named(name).isPresent());
    assertThat(HsmLogFormat.named("../softhsm")).isEmpty();
    assertThat(format("yubihsm").acts())
        .containsAllEntriesOf(Map.of("59", HsmAct.OPEN, "56", HsmAct.SIGN));
  }

  /** So many lines, made when they are asked for. */
  private static final class Endless extends InputStream {
    private static final String LINE = "Nov 27 03:16:00 java: OSToken.cpp(64): Opened token /a\n";

    private final long length;
    private long given;

    Endless(long lines) {
      this.length = lines * LINE.length();
    }

    @Override
    public int read() {
      return given == length ? -1 : LINE.charAt((int) (given++ % LINE.length()));
    }

    @Override
    public int read(byte[] bytes, int offset, int length) {
      int count = 0;
      for (int next = read(); next >= 0; next = count < length ? read() : -1) {
        bytes[offset + count++] = (byte) next;
      }
      return count == 0 ? -1 : count;
    }
  }

  private HsmLogScan read(String format, String text) throws IOException {
    return read(format, text, NEWEST);
  }

  private HsmLogScan read(String format, String text, Instant newest) throws IOException {
    return HsmLogReader.read("log", format(format), bytes(text), newest, records::add);
  }

  private static HsmLogFormat format(String name) {
    return HsmLogFormat.named(name).orElseThrow();
  }

  private static InputStream bytes(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }
}
