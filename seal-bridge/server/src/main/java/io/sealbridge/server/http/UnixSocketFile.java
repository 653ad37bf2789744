package io.sealbridge.server.http;

import java.io.IOException;
import java.net.ConnectException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** The file of a Unix socket before and after the listener has it. Blocks. */
public final class UnixSocketFile {

  private static final int TYPE = 0170000;
  private static final int SOCKET = 0140000;

  private final Path path;

  public UnixSocketFile(Path path) {
    this.path = path;
  }

  /**
   * Removes a socket that a process left behind when it died.
   *
   * @throws IOException if the path is in use, or is no socket; then nothing is removed
   */
  public void makeRoom() throws IOException {
    if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    int mode = (Integer) Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS);
    if ((mode & TYPE) != SOCKET) {
      throw new IOException(path + " is no socket; remove it or choose another address");
    }
    try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      channel.connect(UnixDomainSocketAddress.of(path));
    } catch (ConnectException _) {
      Files.delete(path);
      return;
    }
    throw new IOException(path + " is in use by another process");
  }

  /** Lets others than the owner connect: the folder and the peer's user id decide who may. */
  public void open() throws IOException {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-rw-rw-"));
  }

  public void remove() throws IOException {
    Files.deleteIfExists(path);
  }
}
