package io.sealbridge.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A Unix socket: one identity for exact peers, one key if it is bound to one. */
class UnixSocketTest {

  private static final String BODY = "{\"plaintext\":\"YQ==\"}";

  private Path folder = Path.of(".");
  private Path socket = Path.of(".");

  @BeforeEach
  void makeFolders() throws IOException {
    // Short, because the path of a socket is.
    folder = Files.createTempDirectory(Path.of("/tmp"), "sb");
    socket =
        Files.createDirectory(
                folder.resolve("run"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")))
            .resolve("vault.sock");
  }

  @AfterEach
  void removeFolders() throws IOException {
    try (var files = Files.walk(folder)) {
      for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  @Test
  void servesItsOneIdentityToTheAllowedUserAndLeavesNoSocketBehind() throws IOException {
    // given
    int uid = (Integer) Files.getAttribute(folder, "unix:uid");

    try (TestBridge bridge = bridge(uid).startReady();
        RawConnection connection = RawConnection.unix(socket)) {
      // when
      String sealed = connection.put("/v1/transit/encrypt/root", "", BODY).answer();
      String bound = connection.put("/v1/transit/encrypt/other", "", BODY).answer();
      String wrong = connection.put("/v1/transit/encrypt/root", "sbt_wrong", BODY).answer();

      // then
      assertThat(sealed).startsWith("HTTP/1.1 200");
      assertThat(bound).startsWith("HTTP/1.1 404");
      assertThat(wrong).startsWith("HTTP/1.1 403");
      assertThat(bridge.management("/readyz").statusCode()).isEqualTo(200);
    }
    assertThat(socket).doesNotExist();
  }

  @Test
  void turnsOtherUsersAway() {
    try (TestBridge bridge = bridge(54_321).startReady();
        RawConnection connection = RawConnection.unix(socket)) {
      assertThat(connection.isClosedByPeer()).isTrue();
      assertThat(bridge.management("/metrics").body())
          .contains("reason=\"user id not allowed on the socket\"} 1");
    }
  }

  @Test
  void replacesASocketThatADeadProcessLeft() throws IOException {
    // given
    try (ServerSocketChannel dead = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      dead.bind(UnixDomainSocketAddress.of(socket));
    }
    assertThat(socket).exists();

    // then
    try (TestBridge bridge = bridge(0).start()) {
      assertThat(bridge.management("/livez").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void leavesASocketInUseAndAFileAlone() throws IOException {
    // given
    try (ServerSocketChannel living = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      living.bind(UnixDomainSocketAddress.of(socket));

      // then
      assertThatThrownBy(() -> bridge(0).start())
          .isInstanceOf(StartException.class)
          .hasMessageContaining(socket + " is in use by another process");
      assertThat(socket).exists();
    }
    Files.delete(socket);
    Files.writeString(socket, "precious");
    assertThatThrownBy(() -> bridge(0).start()).hasMessageContaining("is no socket");
    assertThat(socket).hasContent("precious");
  }

  @Test
  void refusesAFolderThatOthersMayEnter() throws IOException {
    // given
    Path run = folder.resolve("run");
    Files.setPosixFilePermissions(run, PosixFilePermissions.fromString("rwxr-xr-x"));

    // then
    assertThatThrownBy(() -> bridge(0).start())
        .isInstanceOf(StartException.class)
        .hasMessageContaining("run: chmod 700 " + run);
  }

  private TestBridge bridge(int uid) {
    return new TestBridge(folder)
        .key("root")
        .key("other")
        .listeners(
            """
            listeners:
              - { name: local, address: "unix://%s", key: root, identity: vault, peerUids: [%d] }
            """
                .formatted(socket, uid));
  }
}
