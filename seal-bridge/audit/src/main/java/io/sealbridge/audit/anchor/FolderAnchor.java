package io.sealbridge.audit.anchor;

import io.sealbridge.audit.IoReason;
import io.sealbridge.audit.disk.DurableFile;
import io.sealbridge.audit.note.Checkpoint;
import io.sealbridge.audit.note.MalformedNoteException;
import io.sealbridge.audit.note.SignedNote;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Writes each checkpoint to a file of its own, {@code <origin hash>/<size, 20 digits>.checkpoint},
 * in a folder that lives elsewhere: mounted from, or copied to, a store that keeps files from being
 * changed. That they are kept is the store's promise, not this one's.
 */
public final class FolderAnchor implements Anchor {
  private static final String SUFFIX = ".checkpoint";
  private static final String NAMES = "[0-9]{20}\\.checkpoint";

  private final String name;
  private final Path folder;
  private final CheckpointSource own;

  public FolderAnchor(String name, Path folder, CheckpointSource own) {
    this.name = name;
    this.folder = folder;
    this.own = own;
  }

  @Override
  public String name() {
    return name;
  }

  /** A file of this size that is there already is left as it is, and has to say the same. */
  @Override
  public AnchorAnswer send(SignedNote checkpoint) throws AnchorException {
    long size = LogComparison.checkpoint(checkpoint).size();
    Path file = ofLog().resolve(String.format(Locale.ROOT, "%020d", size) + SUFFIX);
    try {
      if (Files.exists(file)) {
        return SignedNote.parse(Files.readString(file)).text().equals(checkpoint.text())
            ? new AnchorAnswer.Taken(Optional.empty())
            : new AnchorAnswer.Conflict(file + " holds another checkpoint of this size");
      }
      if (!Files.isDirectory(folder)) {
        throw new AnchorException(
            "there is no folder "
                + folder
                + "; mount it, or make it and let this user write there");
      }
      Files.createDirectories(ofLog());
      DurableFile.write(file, checkpoint.note());
      return new AnchorAnswer.Taken(Optional.empty());
    } catch (MalformedNoteException e) {
      return new AnchorAnswer.Conflict(file + " holds no checkpoint: " + e.getMessage());
    } catch (IOException e) {
      throw new AnchorException(IoReason.of(e), e);
    }
  }

  @Override
  public Optional<AnchorAnswer.Conflict> conflict() throws AnchorException {
    Optional<Checkpoint> theirs = accepted();
    return theirs.isEmpty() ? Optional.empty() : LogComparison.conflict(own, theirs.get());
  }

  @Override
  public Optional<Checkpoint> accepted() throws AnchorException {
    Optional<Path> newest = newest();
    if (newest.isEmpty()) {
      return Optional.empty();
    }
    try {
      String note = Files.readString(newest.get(), StandardCharsets.UTF_8);
      Checkpoint theirs = Checkpoint.parse(SignedNote.parse(note).text());
      if (!theirs.origin().equals(own.origin())) {
        throw new AnchorException(newest.get() + " is of another log, " + theirs.origin());
      }
      return Optional.of(theirs);
    } catch (MalformedNoteException e) {
      throw new AnchorException(newest.get() + ": " + e.getMessage(), e);
    } catch (IOException e) {
      throw new AnchorException(IoReason.of(e), e);
    }
  }

  private Optional<Path> newest() throws AnchorException {
    if (!Files.isDirectory(folder)) {
      throw new AnchorException("there is no folder " + folder + "; mount it, or make it");
    }
    if (!Files.isDirectory(ofLog())) {
      return Optional.empty();
    }
    try (Stream<Path> files = Files.list(ofLog())) {
      return files
          .filter(file -> file.getFileName().toString().matches(NAMES))
          .max(Comparator.comparing(file -> file.getFileName().toString()));
    } catch (IOException e) {
      throw new AnchorException(IoReason.of(e), e);
    }
  }

  private Path ofLog() {
    return folder.resolve(OriginHash.of(own.origin()));
  }
}
