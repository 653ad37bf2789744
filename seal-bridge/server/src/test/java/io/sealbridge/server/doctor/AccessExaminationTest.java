package io.sealbridge.server.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealbridge.server.config.ConfigurationFile;
import io.sealbridge.server.doctor.Diagnosis.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccessExaminationTest {
  private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");
  private static final String SOCKETS =
      """
      listeners:
        - { name: a, address: "unix:///run/a/a.sock", identity: vault-a, peerUids: [1] }
        - { name: b, address: "unix:///run/b/b.sock", identity: vault-b, peerUids: [2] }
      """;

  @TempDir Path folder;

  @Test
  void failsWhenTwoClustersMayUseOneSealKey() throws IOException {
    assertThat(failures(SOCKETS + both("", "")))
        .singleElement()
        .satisfies(
            found -> {
              assertThat(found.detail())
                  .contains("seal key root", "vault-a (of no named cluster), vault-b (of no");
              assertThat(found.action()).contains("cluster: NAME", "purpose: application");
            });
    assertThat(failures(SOCKETS + both("cluster: west,", ""))).hasSize(1);
    assertThat(failures(SOCKETS + both("cluster: west,", "cluster: east,")))
        .singleElement()
        .satisfies(
            found -> assertThat(found.detail()).contains("(cluster west)", "(cluster east)"));
  }

  @Test
  void letsIdentitiesOfOneClusterShareItsSealKey() throws IOException {
    assertThat(failures(SOCKETS + both("cluster: west,", "cluster: west,"))).isEmpty();
  }

  @Test
  void letsClustersShareAnApplicationKey() throws IOException {
    assertThat(examine("keys: [ { name: root, purpose: application } ]\n" + SOCKETS + both("", "")))
        .noneMatch(found -> found.status() == Status.FAIL);
  }

  @Test
  void countsAWildcardThatReachesTheSealKey() throws IOException {
    String access =
        """
        access:
          - { identity: vault-a, grants: [ { keys: [root], operations: [encrypt, decrypt] } ] }
          - { identity: vault-b, grants: [ { keys: ["ro*"], operations: [decrypt, rotate, create] } ] }
        """;

    List<Diagnosis> found = examine(SOCKETS + access);

    assertThat(details(found, Status.FAIL))
        .singleElement()
        .asString()
        .contains("vault-a", "vault-b");
    assertThat(details(found, Status.WARN))
        .containsExactly(
            "access[1].grants[0] gives decrypt with seal key root by a wildcard",
            "access[1].grants[0] does not give rotate with seal key root, which it reaches by a"
                + " wildcard");
  }

  @Test
  void warnsOfWhatNoGrantGivesOnASealKey() throws IOException {
    String access =
        """
        access:
          - { identity: vault-a, grants: [ { keys: [root], operations: [read, create, delete] } ] }
          - { identity: vault-b, grants: [ { keys: ["other-*"], operations: [decrypt, create] } ] }
        """;

    assertThat(details(examine(SOCKETS + access), Status.WARN))
        .containsExactly(
            "access[0].grants[0] names seal key root for create, delete, which no grant gives there");
  }

  @Test
  void failsForACertificateNameOfTwoIdentities() throws IOException {
    String access =
        """
        access:
          - { identity: vault-a, certificate: { dns: [a.example, shared.example], uri: ["spiffe://x/v"] } }
          - { identity: vault-b, certificate: { dns: [Shared.Example], uri: ["spiffe://x/v"] } }
        """;

    assertThat(details(examine(SOCKETS + access), Status.FAIL))
        .containsExactly(
            "the DNS name shared.example in a client certificate stands for vault-a and vault-b, so"
                + " whoever shows it is refused",
            "the URI spiffe://x/v in a client certificate stands for vault-a and vault-b, so whoever"
                + " shows it is refused");
  }

  @Test
  void warnsOfIdentitiesThatNobodyCanShow() throws IOException {
    String access =
        """
        access:
          - { identity: nobody }
          - { identity: unasked, certificate: { dns: [a.example] } }
          - { identity: pod }
        logins:
          - mount: kubernetes
            kubernetes: { server: "https://127.0.0.1", reviewerToken: t }
            roles:
              - { name: r, identity: pod, serviceAccounts: [v], namespaces: [v], audience: bridge }
        """;

    assertThat(details(examine(access), Status.WARN))
        .containsExactly(
            "nobody can be nobody: no certificate, token, socket or login role stands for it",
            "nobody can be unasked: no listener asks for its client certificate, or none believes an"
                + " authority about its names");
  }

  private static String both(String first, String second) {
    return """
    access:
      - { identity: vault-a, %s grants: [ { keys: [root], operations: [encrypt, decrypt] } ] }
      - { identity: vault-b, %s grants: [ { keys: [root], operations: [decrypt] } ] }
    """
        .formatted(first, second);
  }

  private List<Diagnosis> failures(String more) throws IOException {
    return examine(more).stream().filter(found -> found.status() == Status.FAIL).toList();
  }

  private static List<String> details(List<Diagnosis> found, Status status) {
    return found.stream().filter(each -> each.status() == status).map(Diagnosis::detail).toList();
  }

  private List<Diagnosis> examine(String more) throws IOException {
    String keys = more.startsWith("keys:") ? "" : "keys: [ { name: root } ]\n";
    Path file =
        Files.writeString(
            folder.resolve("bridge.yaml"),
            "hsms: [ { name: a, library: l, pinFile: p } ]\n" + keys + more);
    return AccessExamination.of(ConfigurationFile.read(file).configuration(), NOW);
  }
}
