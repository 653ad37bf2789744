package io.sealbridge.audit.note;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Notes and keys that others have published: the examples of C2SP signed-note ("example.com/foo",
 * "quasimodo.example"), the one of the Go package golang.org/x/mod/sumdb/note, where the format
 * comes from ("PeterNeumann"), and for ECDSA the key of rekor.sigstore.dev as it stands in the
 * tests of transparency-dev/formats.
 */
class SignedNoteVectorsTest {
  private static final String FOO =
      "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k";
  private static final String FOO_LINE =
      "— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRK"
          + "uwHjG1Yu72IneyaQM=\n";
  private static final String FOO_NOTE = "This is an example message.\n\n" + FOO_LINE;

  private static final String NEUMANN =
      "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
  private static final String NEUMANN_NOTE =
      """
      If you think cryptography is the answer to your problem,
      then you don't know what your problem is.

      — PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=
      """;

  private static final String QUASIMODO_NOTE =
      """
      Ognuno sta solo sul cuor della terra
      trafitto da un raggio di sole:

      ed è subito sera.

      — quasimodo.example/salvatore NnugSzTjtVAewIS+Z/iJhUPeFDkO/5QQ2i5ddnGITLlC+EhfLW9oJKONrMouFSQU0xMcXxj99ihAQwaqP3ZekRwNtIc=
      """;

  private static final String REKOR_SPKI =
      "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE2G2Y+2tabdTV5BcGiBIx0a9fAFwrkBbmLSGtks4L3qX6yYY0zufBnhC8U"
          + "r/iy55GhWP/9A/bY2LhC30M9+RYtw==";

  @Test
  void verifiesTheExampleOfTheSpecification() throws MalformedNoteException {
    assertThat(VerifierKey.parse(FOO).signed(SignedNote.parse(FOO_NOTE))).isTrue();
  }

  @Test
  void verifiesTheNoteThatTheFormatComesFrom() throws MalformedNoteException {
    assertThat(VerifierKey.parse(NEUMANN).signed(SignedNote.parse(NEUMANN_NOTE))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {FOO, NEUMANN})
  void computesTheIdOfEd25519KeysByNameAndType(String vkey) throws MalformedNoteException {
    assertThat(VerifierKey.parse(vkey).vkey()).isEqualTo(vkey);
  }

  @Test
  void computesTheIdOfEcdsaKeysByTheKeyAlone() {
    // when
    VerifierKey rekor =
        VerifierKey.ecdsa("rekor.sigstore.dev", Base64.getDecoder().decode(REKOR_SPKI));

    // then
    assertThat(rekor.id()).isEqualTo(0xc0d23d6a);
    assertThat(rekor.vkey()).startsWith("rekor.sigstore.dev+c0d23d6a+AjBZMBMGByqGSM49");
  }

  @Test
  void takesEmptyLinesAndOtherAlphabetsInTheText() throws MalformedNoteException {
    // when
    SignedNote note = SignedNote.parse(QUASIMODO_NOTE);

    // then
    assertThat(note.text()).endsWith("sole:\n\ned è subito sera.\n");
    assertThat(note.signatures())
        .singleElement()
        .extracting(NoteSignature::keyId)
        .isEqualTo(0x367ba04b);
    assertThat(note.note()).isEqualTo(QUASIMODO_NOTE);
  }

  @Test
  void keepsTheLinesOfKeysThatAreUnknownAndIgnoresThem() throws MalformedNoteException {
    // given: one key of the same name, one of the same id, one of neither
    String strangers =
        FOO_LINE.replace("Uw2QOk", "AAAQOk")
            + FOO_LINE.replace("example.com/foo", "example.com/bar")
            + NEUMANN_NOTE.substring(NEUMANN_NOTE.indexOf("— "));

    // when
    SignedNote note = SignedNote.parse("This is an example message.\n\n" + strangers + FOO_LINE);

    // then
    assertThat(note.signatures()).hasSize(4);
    assertThat(note.note()).endsWith(strangers + FOO_LINE);
    assertThat(VerifierKey.parse(FOO).signed(note)).isTrue();
  }

  @Test
  void rejectsANoteWhoseTextOrSignatureIsAnother() throws MalformedNoteException {
    // given
    VerifierKey foo = VerifierKey.parse(FOO);

    // then
    assertThat(foo.signed(SignedNote.parse(FOO_NOTE.replace("an example", "no example"))))
        .isFalse();
    assertThat(foo.signed(SignedNote.parse(FOO_NOTE.replace("Okn8", "Okn9")))).isFalse();
    assertThat(VerifierKey.parse(NEUMANN).signed(SignedNote.parse(FOO_NOTE))).isFalse();
  }

  @Test
  void rejectsANoteOfWhichAKnownKeysSignatureIsWrongBesideAGoodOne() throws MalformedNoteException {
    // given
    SignedNote note = SignedNote.parse(FOO_NOTE + FOO_LINE.replace("Okn8", "Okn9"));

    // then
    assertThat(VerifierKey.parse(FOO).signed(note)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // Another id, name, length and type; the last two with the id that would go with them.
        "example.com/foo+530d903b+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
        "example.com/fox+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
        "example.com/foo+530D903A+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
        "PeterNeumann+cc469956+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TWBADKEY==",
        "PeterNeumann+173116ae+ZRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
      })
  void rejectsKeysThatAreNotWhatTheirIdSays(String vkey) {
    assertThatThrownBy(() -> VerifierKey.parse(vkey)).isInstanceOf(MalformedNoteException.class);
  }
}
