package io.sealbridge.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sealbridge.audit.SoftwareSigner;
import io.sealbridge.audit.WrittenLog;
import io.sealbridge.server.cli.TestCommandLine.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands that read logs, over one that was written before. */
class AuditCommandsTest {
  private final SoftwareSigner signer = new SoftwareSigner();

  @TempDir Path folder;
  private TestCommandLine line;
  private String log;
  private String keys;

  @BeforeEach
  void write() throws IOException {
    line = new TestCommandLine(folder);
    log = WrittenLog.of(folder.resolve("key-use"), signer, 3).toString();
    keys =
        Files.writeString(folder.resolve("keys"), signer.key(WrittenLog.ORIGIN).vkey() + "\n")
            .toString();
  }

  @Test
  void verifiesByTheKeysThatAreGiven() {
    assertThat(line.runBare("audit", "verify", "--log", log).out()).contains("trust 3");
    Result result = line.runBare("audit", "verify", "--log", log, "--vkey", keys);
    assertThat(result.code()).isZero();
    assertThat(result.out()).startsWith("bank/bridge-0: 3 entries, trust 2");
  }

  @Test
  void saysOfALogTheSameInAVerdictAndInAReport() throws IOException {
    // when
    Result verdict = line.runBare("audit", "verify", "--log", log, "--vkey", keys, "-o", "json");
    Result report =
        line.runBare(
            "audit",
            "report",
            "--key",
            "root",
            "--from",
            "2026-11-24T00:00:00Z",
            "--to",
            "2026-11-25T00:00:00Z",
            "--log",
            log,
            "--vkey",
            keys,
            "-o",
            "json");

    // then
    assertThat(logs(report)).hasSize(1).isEqualTo(logs(verdict));
    assertThat(logs(report).path(0).path("signedEntries").asInt()).isEqualTo(3);
  }

  @Test
  void saysWhatIsWrongWithTheHsmsLogThatIsGiven() throws IOException {
    // given
    String own = Files.createFile(folder.resolve("own")).toString();

    // then
    assertThat(compared("--hsm-log", "nshield:" + own).err())
        .contains("\"nshield\" is no format", "softhsm, yubihsm, luna");
    assertThat(compared("--hsm-log", own).err()).contains("is no format");
    assertThat(compared("--hsm-log", "luna:" + folder.resolve("none")).err())
        .contains("there is no such file");
    assertThat(compared("--hsm-key", "17").err()).contains("--hsm-log has to give");
    assertThat(compared("--hsm-log", "luna:" + own, "--hsm-tolerance", "-1").err())
        .contains("must be 0 to 3600, was -1");
    assertThat(compared("--hsm-log", "luna:" + own).out()).contains("no record of luna is in it");
  }

  private Result compared(String... options) {
    List<String> arguments =
        new ArrayList<>(List.of("audit", "report", "--key", "root", "--log", log));
    arguments.addAll(List.of("--from", "2026-11-24T00:00:00Z", "--to", "2026-11-25T00:00:00Z"));
    arguments.addAll(List.of(options));
    return line.runBare(arguments.toArray(String[]::new));
  }

  @Test
  void checksAReceiptByTheSameKeys() throws IOException {
    // given
    Path receipt = folder.resolve("receipt");
    Files.writeString(receipt, line.runBare("audit", "prove", "--index", "1", "--log", log).out());

    // then
    Result holds = line.runBare("audit", "check-proof", receipt.toString(), "--vkey", keys);
    assertThat(holds.code()).as(holds.err()).isZero();
  }

  private static JsonNode logs(Result result) throws IOException {
    return new ObjectMapper().readTree(result.out()).path("logs");
  }
}
