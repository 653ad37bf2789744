package io.sealbridge.server.witness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealbridge.audit.anchor.AddCheckpoint;
import io.sealbridge.audit.anchor.OriginHash;
import io.sealbridge.audit.anchor.SoftwareLog;
import io.sealbridge.audit.note.NoteSignature;
import io.sealbridge.audit.note.SignedNote;
import io.sealbridge.configuration.ConfigurationException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WitnessServiceTest {
  private static final String ORIGIN = "prod/bridge-0";

  @TempDir Path folder = Path.of("");

  private final HttpClient client = HttpClient.newHttpClient();

  @SuppressWarnings("NullAway.Init")
  private SoftwareLog log;

  @SuppressWarnings("NullAway.Init")
  private TestWitness witness;

  @BeforeEach
  void begin() throws Exception {
    log = new SoftwareLog(ORIGIN, folder.resolve("log"));
    witness = new TestWitness(folder.resolve("witness"), Optional.empty()).watching(log).start();
  }

  @AfterEach
  void end() throws Exception {
    witness.close();
    client.close();
  }

  @Test
  void answersAsTheProtocolSays() throws Exception {
    // given
    SignedNote note = log.growTo(5, "a");
    SoftwareLog fork = log.copy(4, folder.resolve("fork"));
    SoftwareLog stranger = new SoftwareLog("else/where", folder.resolve("stranger"));
    stranger.growTo(1, "a");
    SoftwareLog forger = new SoftwareLog(ORIGIN, folder.resolve("forger"));
    forger.growTo(1, "a");

    // when, then
    HttpResponse<String> cosigned = add(log.request(0).body());
    assertThat(cosigned.statusCode()).isEqualTo(200);
    SignedNote signed = note.with(List.of(NoteSignature.parse(cosigned.body().strip())));
    assertThat(witness.key().cosignedAt(signed)).isPresent();

    HttpResponse<String> conflict = add(log.request(0).body());
    assertThat(conflict.statusCode()).isEqualTo(409);
    assertThat(conflict.headers().firstValue("Content-Type")).contains("text/x.tlog.size");
    assertThat(conflict.body()).isEqualTo("5\n");

    assertThat(add(stranger.request(0).body()).statusCode()).isEqualTo(404);
    assertThat(add(forger.request(0).body()).statusCode()).isEqualTo(403);
    assertThat(add(new AddCheckpoint(6, List.of(), note).body()).statusCode()).isEqualTo(400);
    assertThat(add(new byte[] {'o'}).statusCode()).isEqualTo(400);
    fork.growTo(9, "b");
    assertThat(add(fork.request(5).body()).statusCode()).isEqualTo(422);
    assertThat(add(new byte[AddCheckpoint.MOST_BYTES + 1]).statusCode()).isEqualTo(413);
  }

  @Test
  void showsTheNewestCheckpointThatItSigned() throws Exception {
    // given
    String path = "/" + OriginHash.of(ORIGIN) + "/checkpoint";
    assertThat(get(path).statusCode()).isEqualTo(404);
    SignedNote note = log.growTo(5, "a");

    // when
    add(log.request(0).body());

    // then
    SignedNote shown = SignedNote.parse(get(path).body());
    assertThat(shown.text()).isEqualTo(note.text());
    assertThat(witness.key().signed(shown)).isTrue();
    assertThat(log.key().signed(shown)).isTrue();
    assertThat(get("/livez").statusCode()).isEqualTo(200);
    assertThat(get("/").statusCode()).isEqualTo(404);
  }

  @Test
  void boundsWhatOneAddressMayAsk() throws Exception {
    int last = 0;
    for (int i = 0; i < 2000 && last != 429; i++) {
      last = get("/").statusCode();
    }

    assertThat(last).isEqualTo(429);
    assertThat(get("/livez").statusCode()).isEqualTo(200);
  }

  @Test
  void keepsItsKeyToItself() throws Exception {
    Path key = folder.resolve("witness/witness.key");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
        .isEqualTo("rw-------");

    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));

    assertThatThrownBy(witness::key)
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("chmod 600");
  }

  @Test
  void saysWhatIsWrongInItsFile() throws IOException {
    Path file = folder.resolve("bad.yaml");
    Files.writeString(file, "name: w\nkey: k\nlogs: [ \"w+00000000+AAAA\" ]\n");

    assertThatThrownBy(() -> WitnessConfiguration.read(file))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("logs[0] is no verifier key");
  }

  private HttpResponse<String> add(byte[] body) throws Exception {
    return client.send(
        HttpRequest.newBuilder(URI.create(witness.url() + "/add-checkpoint"))
            .POST(HttpRequest.BodyPublishers.ofByteArray(body))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private HttpResponse<String> get(String path) throws Exception {
    return client.send(
        HttpRequest.newBuilder(URI.create(witness.url() + path)).build(),
        HttpResponse.BodyHandlers.ofString());
  }
}
