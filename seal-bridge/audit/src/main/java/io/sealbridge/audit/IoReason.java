package io.sealbridge.audit;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Objects;

/** What an exception of the file system says, in words. */
public final class IoReason {
  private IoReason() {}

  public static String of(IOException e) {
    return switch (e) {
      case AccessDeniedException denied -> "permission denied for " + denied.getFile();
      case NoSuchFileException missing -> "no such file or folder: " + missing.getFile();
      case NotDirectoryException file -> "not a folder: " + file.getFile();
      case FileSystemException other ->
          Objects.requireNonNullElse(other.getReason(), other.getClass().getSimpleName())
              + ": "
              + other.getFile();
      default -> Objects.requireNonNullElse(e.getMessage(), e.getClass().getSimpleName());
    };
  }
}
