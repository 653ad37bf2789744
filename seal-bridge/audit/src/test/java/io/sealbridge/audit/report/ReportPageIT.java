package io.sealbridge.audit.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealbridge.audit.SoftwareSigner;
import io.sealbridge.audit.WrittenLog;
import io.sealbridge.audit.read.LogFolder;
import io.sealbridge.audit.verify.LogVerifier;
import io.sealbridge.audit.verify.Progress;
import io.sealbridge.audit.verify.Trusted;
import io.sealbridge.keyring.KeyName;
import io.sealbridge.keyring.KeyUseEntry;
import io.sealbridge.keyring.Operation;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a browser shows of the page: colors say which uses are there. */
class ReportPageIT {
  private static final Instant NOON = Instant.parse("2026-11-26T12:00:00Z");
  private static final KeyName ROOT = new KeyName("root");
  private static final int UNWRAP = 0xdd7700;
  private static final int HEARTBEAT = 0x3388aa;

  /** Who opened something kept; the other one looks at its seal only. */
  private static final String THIEF = "<b>eve</b>";

  @TempDir Path folder;
  private String page;

  @BeforeEach
  void write() throws IOException {
    List<KeyUseEntry> entries = new ArrayList<>();
    entries.add(use("vault-a", Operation.ENCRYPT, "a", NOON.plusSeconds(600)));
    use(entries, "vault-a", "a", NOON.plusSeconds(601));
    use(entries, THIEF, "c", NOON.plusSeconds(1800));
    LogFolder log =
        LogFolder.open(WrittenLog.of(folder.resolve("log"), new SoftwareSigner(), entries));
    ReportQuery query = new ReportQuery(ROOT, NOON, NOON.plusSeconds(3600), List.of());
    page =
        HtmlReport.of(
            Reporter.report(
                query,
                List.of(log),
                List.of(LogVerifier.verify(log, Trusted.NOTHING, Progress.SILENT))));
  }

  @Test
  void showsAllUsesAtFirst() throws Exception {
    // when
    BufferedImage shown = shown(page);

    // then
    assertThat(pixels(shown, UNWRAP)).isPositive();
    assertThat(pixels(shown, HEARTBEAT)).isPositive();
  }

  @Test
  void narrowsToOneCaller() throws Exception {
    // when
    BufferedImage thief = shown(choosing("only-by-0"));
    BufferedImage other = shown(choosing("only-by-1"));

    // then
    assertThat(pixels(thief, UNWRAP)).isPositive();
    assertThat(pixels(thief, HEARTBEAT)).isZero();
    assertThat(pixels(other, UNWRAP)).isZero();
    assertThat(pixels(other, HEARTBEAT)).isPositive();
  }

  @Test
  void hidesAKind() throws Exception {
    // when
    BufferedImage shown = shown(page.replace("id=\"show-unwrap\" checked", "id=\"show-unwrap\""));

    // then
    assertThat(pixels(shown, UNWRAP)).isZero();
    assertThat(pixels(shown, HEARTBEAT)).isPositive();
  }

  /** The page after a click on another radio button. */
  private String choosing(String id) {
    String chosen =
        page.replace("id=\"only-all\" checked", "id=\"only-all\"")
            .replace("id=\"" + id + "\"", "id=\"" + id + "\" checked");
    assertThat(chosen).contains("id=\"" + id + "\" checked", "&lt;b&gt;eve&lt;/b&gt;");
    return chosen;
  }

  private BufferedImage shown(String html) throws Exception {
    Path file = Files.writeString(folder.resolve("report.html"), html);
    Path picture = folder.resolve("report.png");
    Process browser =
        new ProcessBuilder(
                "chromium",
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--hide-scrollbars",
                "--window-size=1200,2400",
                "--user-data-dir=" + folder.resolve("browser"),
                "--screenshot=" + picture,
                file.toUri().toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("browser.log").toFile())
            .start();
    assertThat(browser.waitFor(5, TimeUnit.MINUTES)).isTrue();
    assertThat(browser.exitValue()).as(Files.readString(folder.resolve("browser.log"))).isZero();
    return ImageIO.read(picture.toFile());
  }

  private static long pixels(BufferedImage image, int color) {
    return IntStream.range(0, image.getWidth() * image.getHeight())
        .filter(i -> (image.getRGB(i % image.getWidth(), i / image.getWidth()) & 0xffffff) == color)
        .count();
  }

  private static void use(List<KeyUseEntry> entries, String identity, String hash, Instant at) {
    entries.add(
        new KeyUseEntry.Intent(
            at,
            "r" + hash,
            Operation.DECRYPT,
            ROOT,
            1,
            identity,
            "token:1",
            "10.0.0.1:4000",
            Optional.of(hash.repeat(64)),
            200));
    entries.add(use(identity, Operation.DECRYPT, hash, at));
  }

  private static KeyUseEntry use(String identity, Operation operation, String hash, Instant at) {
    return new KeyUseEntry.Outcome(
        at,
        "r" + hash,
        operation,
        ROOT,
        1,
        identity,
        "token:1",
        "10.0.0.1:4000",
        "ok",
        Optional.empty(),
        Optional.of("primary"),
        Optional.of(hash.repeat(64)),
        7);
  }
}
