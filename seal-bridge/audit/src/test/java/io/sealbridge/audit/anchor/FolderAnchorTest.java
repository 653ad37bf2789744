package io.sealbridge.audit.anchor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealbridge.audit.note.SignedNote;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderAnchorTest {
  private static final String ORIGIN = "prod/bridge-0";

  @TempDir Path folder = Path.of("");

  @SuppressWarnings("NullAway.Init")
  private SoftwareLog log;

  @SuppressWarnings("NullAway.Init")
  private Path away;

  @BeforeEach
  void begin() throws Exception {
    log = new SoftwareLog(ORIGIN, folder.resolve("log"));
    away = Files.createDirectory(folder.resolve("away"));
  }

  @Test
  void keepsEachCheckpointInAFileOfItsOwn() throws Exception {
    // when
    SignedNote first = log.growTo(3, "a");
    AnchorAnswer answer = anchor(log).send(first);
    SignedNote second = log.growTo(300, "a");
    anchor(log).send(second);

    // then
    assertThat(answer).isEqualTo(new AnchorAnswer.Taken(Optional.empty()));
    Path ofLog = away.resolve(OriginHash.of(ORIGIN));
    assertThat(ofLog.resolve("00000000000000000003.checkpoint")).hasContent(first.note());
    assertThat(ofLog.resolve("00000000000000000300.checkpoint")).hasContent(second.note());
    assertThat(anchor(log).conflict()).isEmpty();
  }

  @Test
  void tellsWhenMoreWasKnown() throws Exception {
    // given
    log.growTo(3, "a");
    SoftwareLog restored = log.copy(3, folder.resolve("restored"));
    anchor(log).send(log.growTo(300, "a"));

    // when
    restored.growTo(3, "a");

    // then
    assertThat(anchor(restored).conflict().orElseThrow().text()).contains("300").contains("has 3");
  }

  @Test
  void tellsWhenALogWasKnownAndNoneIsThere() throws Exception {
    anchor(log).send(log.growTo(300, "a"));

    assertThat(anchor(log.copy(0, folder.resolve("empty"))).conflict().orElseThrow().text())
        .contains("300 entries");
  }

  @Test
  void tellsWhenAnotherLogOfTheNameWasKnown() throws Exception {
    // given
    SoftwareLog other = log.copy(0, folder.resolve("other"));
    anchor(log).send(log.growTo(300, "a"));

    // when
    other.growTo(300, "b");
    SignedNote longer = other.growTo(301, "b");

    // then
    assertThat(anchor(other).conflict().orElseThrow().text()).contains("another log");
    assertThat(anchor(other).send(longer)).isInstanceOf(AnchorAnswer.Taken.class);
  }

  @Test
  void leavesAFileAsItIs() throws Exception {
    // given
    SoftwareLog other = log.copy(0, folder.resolve("other"));
    SignedNote kept = log.growTo(3, "a");
    anchor(log).send(kept);

    // when
    AnchorAnswer again = anchor(log).send(log.growTo(3, "a"));
    AnchorAnswer different = anchor(other).send(other.growTo(3, "b"));

    // then
    assertThat(again).isInstanceOf(AnchorAnswer.Taken.class);
    assertThat(different).isInstanceOf(AnchorAnswer.Conflict.class);
    assertThat(away.resolve(OriginHash.of(ORIGIN)).resolve("00000000000000000003.checkpoint"))
        .hasContent(kept.note());
  }

  @Test
  void saysThatAFolderIsNotMounted() throws Exception {
    // given
    Files.delete(away);
    SignedNote note = log.growTo(3, "a");

    // when, then
    assertThatThrownBy(() -> anchor(log).send(note))
        .isInstanceOf(AnchorException.class)
        .hasMessageContaining("mount it");
    assertThatThrownBy(() -> anchor(log).conflict()).isInstanceOf(AnchorException.class);
  }

  private FolderAnchor anchor(CheckpointSource own) {
    return new FolderAnchor("store", away, own);
  }
}
