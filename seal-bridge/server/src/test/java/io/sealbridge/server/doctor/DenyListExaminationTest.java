package io.sealbridge.server.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealbridge.server.config.ConfigurationFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DenyListExaminationTest {

  @TempDir Path folder;

  @Test
  void saysThatNobodyIsDenied() throws IOException {
    assertThat(examine(""))
        .singleElement()
        .satisfies(
            found -> {
              assertThat(found.status()).isEqualTo(Diagnosis.Status.OK);
              assertThat(found.detail()).startsWith("nobody is denied");
            });
  }

  @Test
  void failsForAFileThatIsNamedAndNotThere() throws IOException {
    assertThat(examine("revocations: denied.yaml\n"))
        .extracting(Diagnosis::status)
        .containsExactly(Diagnosis.Status.FAIL);
  }

  @Test
  void failsForAFileThatItDoesNotUnderstand() throws IOException {
    Files.writeString(folder.resolve("revocations.yaml"), "identitys: []\n");

    assertThat(examine(""))
        .singleElement()
        .satisfies(
            found -> {
              assertThat(found.status()).isEqualTo(Diagnosis.Status.FAIL);
              assertThat(found.detail()).contains("did you mean \"identities\"?");
            });
  }

  @Test
  void warnsOfANameThatShutsNobodyOut() throws IOException {
    Files.writeString(
        folder.resolve("revocations.yaml"), "identities: [ { name: vault }, { name: vualt } ]\n");

    assertThat(examine(""))
        .extracting(Diagnosis::status)
        .containsExactly(Diagnosis.Status.WARN, Diagnosis.Status.OK);
    assertThat(examine("").getFirst().detail()).contains("vualt", "did you mean \"vault\"?");
  }

  private List<Diagnosis> examine(String more) throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("bridge.yaml"),
            """
            hsms: [ { name: a, library: l, pinFile: p } ]
            access: [ { identity: vault } ]
            """
                + more);
    return DenyListExamination.of(ConfigurationFile.read(file).configuration());
  }
}
