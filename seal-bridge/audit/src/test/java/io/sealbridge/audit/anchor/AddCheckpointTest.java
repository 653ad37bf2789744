package io.sealbridge.audit.anchor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealbridge.audit.note.Checkpoint;
import io.sealbridge.audit.note.MalformedNoteException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The example of a request in C2SP tlog-witness, "add-checkpoint". */
class AddCheckpointTest {
  private static final String EXAMPLE =
      """
      old 20852014
      PlRNCrwHpqhGrupue0L7gxbjbMiKA9temvuZZDDpkaw=
      jrJZDmY8Y7SyJE0MWLpLozkIVMSMZcD5kvuKxPC3swk=
      5+pKlUdi2LeF/BcMHBn+Ku6yhPGNCswZZD1X/6QgPd8=
      /6WVhPs2CwSsb5rYBH5cjHV/wSmA79abXAwhXw3Kj/0=

      example.com/behind-the-sofa
      20852163
      CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

      — example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=
      — example.com/behind-the-sofa opLqBQsREYCgu6xQkYQwJr9fo45a62DN9EdmHXnZdXNqlcVGlCum2Wks+49/V6267UEjw6QUXTS5Rovnzv++qbSzm9Q=
      """;

  @Test
  void readsAndWritesTheExampleOfTheSpecification() throws MalformedNoteException {
    // when
    AddCheckpoint request = AddCheckpoint.parse(bytes(EXAMPLE));

    // then
    assertThat(request.oldSize()).isEqualTo(20_852_014);
    assertThat(request.proof()).hasSize(4);
    assertThat(Checkpoint.parse(request.note().text()).size()).isEqualTo(20_852_163);
    assertThat(request.note().signatures()).hasSize(2);
    assertThat(new String(request.body(), StandardCharsets.UTF_8)).isEqualTo(EXAMPLE);
  }

  @ParameterizedTest
  @CsvSource({
    "old 20852014, new 20852014",
    "old 20852014, old 020852014",
    "old 20852014, old -1",
    "old 20852014, old",
    "PlRN, PlR",
    "kaw=, kax=",
    "— example.com, - example.com"
  })
  void refusesWhatIsAnotherSpelling(String part, String other) {
    assertThatThrownBy(() -> AddCheckpoint.parse(bytes(EXAMPLE.replace(part, other))))
        .isInstanceOf(MalformedNoteException.class);
  }

  @Test
  void refusesMoreHashesThanAProofCanHave() throws MalformedNoteException {
    // given
    String hash = "PlRNCrwHpqhGrupue0L7gxbjbMiKA9temvuZZDDpkaw=\n";

    String most = EXAMPLE.replaceFirst("(?s)PlRN.*=\n(?=\nexample)", hash.repeat(63));

    // then
    assertThat(AddCheckpoint.parse(bytes(most)).proof()).hasSize(63);
    assertThatThrownBy(() -> AddCheckpoint.parse(bytes(most.replaceFirst(hash, hash.repeat(2)))))
        .isInstanceOf(MalformedNoteException.class)
        .hasMessageContaining("63");
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
