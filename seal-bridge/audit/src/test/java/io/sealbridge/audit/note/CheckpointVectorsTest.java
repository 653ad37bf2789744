package io.sealbridge.audit.note;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Checkpoints and cosignatures that others have published: the examples of C2SP tlog-checkpoint and
 * tlog-cosignature (whose keys are not published), and a checkpoint of the certificate transparency
 * log arche2025h1, with the keys of the log and of the witness remora.n621.de.
 */
class CheckpointVectorsTest {
  private static final String BODY =
      """
      example.com/behind-the-sofa
      20852163
      CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=
      """;

  private static final String EXAMPLE =
      BODY
          + """

          — example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=
          — witness.example.com/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==
          """;

  private static final String ARCHE =
      """
      arche2025h1.staging.ct.transparency.dev
      1432088532
      U7WM79jrzyhGZ5/GUBTpM7NzwdyfFx61t3RovgcC4Ro=

      — arche2025h1.staging.ct.transparency.dev zTM8sQAAAZ5W0WdjBAMARjBEAiBjW5IQf9pvsYLfQFX6hoGREPMHbdQ3urbllzalApkptQIgIpwtEroeW2BXaHAI4kJXFbon5Ch9MNL5zRNZ55lvGt0=
      — arche2025h1.staging.ct.transparency.dev ui8GwCF1+kWqZrxGdhj4aX3gcw7XUlXQQabg/27lefwhUkzbC3NygNI75MdhL1bfTW9g8Ei59RA23oHP7Ry1k3ZFWwQ=
      — remora.n621.de 2net5wAAAABqEiEgPlfF3V06o0Y+fHM+J5J9s27wgxxcOVSpZ/2g/KSiXCg9DEZI+aVCIobWX9sXTynk5XeU/zZ0WBxtqB0DrAWfBw==
      """;
  private static final String ARCHE_LOG =
      "arche2025h1.staging.ct.transparency.dev+ba2f06c0+AU0vHmlGCS/PdN8b2OaGmKprLI8HKM+dJ472xgFYh15f";
  private static final String REMORA =
      "remora.n621.de+da77ade7+BOvN63jn/bLvkieywe8R6UYAtVtNbZpXh34x7onlmtw2";

  @Test
  void readsAndWritesTheExampleOfTheSpecification() throws MalformedNoteException {
    // when
    SignedNote note = SignedNote.parse(EXAMPLE);
    Checkpoint checkpoint = Checkpoint.parse(note.text());

    // then
    assertThat(checkpoint.origin()).isEqualTo("example.com/behind-the-sofa");
    assertThat(checkpoint.size()).isEqualTo(20_852_163);
    assertThat(checkpoint.root().base64())
        .isEqualTo("CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=");
    assertThat(checkpoint.text()).isEqualTo(BODY);
    assertThat(note.note()).isEqualTo(EXAMPLE);
  }

  @Test
  void findsTheTimeInTheExampleOfACosignature() throws MalformedNoteException {
    // when
    NoteSignature cosignature = SignedNote.parse(EXAMPLE).signatures().getLast();

    // then: four bytes of id, eight of time, 64 of signature
    assertThat(cosignature.name()).isEqualTo("witness.example.com/w1");
    assertThat(cosignature.keyId()).isEqualTo(0x8d66cf3f);
    assertThat(cosignature.bytes().length()).isEqualTo(8 + 64);
    assertThat(HexFormat.of().formatHex(cosignature.bytes().bytes()))
        .startsWith("00000000641850cb");
  }

  @Test
  void makesTheMessageOfTheExampleOfACosignature() {
    assertThat(new String(Cosignatures.message(0x641850cbL, BODY), StandardCharsets.UTF_8))
        .isEqualTo("cosignature/v1\ntime 1679315147\n" + BODY);
  }

  @Test
  void verifiesTheCheckpointOfARealLogAndItsWitness() throws MalformedNoteException {
    // given
    SignedNote note = SignedNote.parse(ARCHE);

    // then
    assertThat(Checkpoint.parse(note.text()).size()).isEqualTo(1_432_088_532);
    assertThat(VerifierKey.parse(ARCHE_LOG).signed(note)).isTrue();
    assertThat(VerifierKey.parse(REMORA).cosignedAt(note))
        .contains(Instant.ofEpochSecond(0x6a122120L));
  }

  @Test
  void rejectsThemForAnotherSizeOrTime() throws MalformedNoteException {
    // given
    SignedNote larger = SignedNote.parse(ARCHE.replace("1432088532", "1432088533"));
    SignedNote later = SignedNote.parse(ARCHE.replace("AAAABqEiEg", "AAAABqEiEh"));

    // then
    assertThat(VerifierKey.parse(ARCHE_LOG).signed(larger)).isFalse();
    assertThat(VerifierKey.parse(REMORA).cosignedAt(larger)).isEmpty();
    assertThat(VerifierKey.parse(ARCHE_LOG).signed(later)).isTrue();
    assertThat(VerifierKey.parse(REMORA).cosignedAt(later)).isEmpty();
  }

  @Test
  void takesAWitnessesKeyForCosignaturesOnly() throws MalformedNoteException {
    // given: type 1 with the same name and bytes is another key with another id
    VerifierKey remora = VerifierKey.parse(REMORA);

    // then
    assertThat(remora.type()).isEqualTo(SignatureType.COSIGNATURE);
    assertThatThrownBy(() -> VerifierKey.parse(REMORA.replace("+BOvN", "+AOvN")))
        .isInstanceOf(MalformedNoteException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "o\n1\n",
        "\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n",
        "o\n01\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n",
        "o\n-1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n",
        "o\n9223372036854775808\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n",
        "o\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2J=\n",
        "o\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxqw==\n",
        "o\n0\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n",
        "o\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I="
      })
  void rejectsWhatIsNoCheckpoint(String text) {
    assertThatThrownBy(() -> Checkpoint.parse(text)).isInstanceOf(MalformedNoteException.class);
  }
}
