package io.sealbridge.audit.anchor;

import io.sealbridge.audit.merkle.CompactRange;
import io.sealbridge.audit.merkle.ProofMaker;
import io.sealbridge.audit.merkle.TreeHash;
import io.sealbridge.audit.note.Checkpoint;
import io.sealbridge.audit.note.NoteSignature;
import io.sealbridge.audit.note.SignedNote;
import io.sealbridge.audit.note.VerifierKey;
import io.sealbridge.audit.tiles.TileFolder;
import io.sealbridge.audit.tiles.TileNodes;
import io.sealbridge.audit.tiles.TilePath;
import io.sealbridge.keyring.Octets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A log with tiles on the disk that a key in memory signs. */
public final class SoftwareLog implements CheckpointSource {
  private final String origin;
  private final Path folder;
  private final KeyPair keys;
  private final List<TreeHash> leaves = new ArrayList<>();
  private Optional<SignedNote> newest = Optional.empty();

  public SoftwareLog(String origin, Path folder) {
    this(origin, folder, keyPair(), List.of());
  }

  private SoftwareLog(String origin, Path folder, KeyPair keys, List<TreeHash> leaves) {
    this.origin = origin;
    this.folder = folder;
    this.keys = keys;
    this.leaves.addAll(leaves);
  }

  /** One of the same name and key that has had the first {@code size} entries only. */
  public SoftwareLog copy(int size, Path elsewhere) {
    return new SoftwareLog(origin, elsewhere, keys, leaves.subList(0, size));
  }

  public VerifierKey key() {
    return VerifierKey.ecdsa(origin, keys.getPublic().getEncoded());
  }

  /** Grows to {@code size} entries, which {@code text} tells from others, and signs. */
  public SignedNote growTo(int size, String text) {
    while (leaves.size() < size) {
      leaves.add(TreeHash.leaf((text + leaves.size()).getBytes(StandardCharsets.UTF_8)));
    }
    List<TreeHash> hashes = leaves;
    for (int level = 0; !hashes.isEmpty(); level++) {
      hashes = writeTiles(level, hashes);
    }
    SignedNote note = sign(checkpoint(leaves.size()).text());
    newest = Optional.of(note);
    return note;
  }

  /** Gives the roots of full tiles. */
  private List<TreeHash> writeTiles(int level, List<TreeHash> hashes) {
    List<TreeHash> above = new ArrayList<>();
    for (int from = 0; from < hashes.size(); from += TilePath.FULL) {
      List<TreeHash> tile = hashes.subList(from, Math.min(from + TilePath.FULL, hashes.size()));
      byte[] bytes = new byte[tile.size() * TreeHash.BYTES];
      CompactRange range = new CompactRange();
      for (int i = 0; i < tile.size(); i++) {
        tile.get(i).copyTo(bytes, i * TreeHash.BYTES);
        range.append(tile.get(i));
      }
      write(new TilePath(level, from / TilePath.FULL, tile.size()), bytes);
      if (tile.size() == TilePath.FULL) {
        above.add(range.root());
      }
    }
    return above;
  }

  private void write(TilePath path, byte[] bytes) {
    try {
      Path file = tiles().file(path);
      Files.createDirectories(file.getParent());
      Files.write(file, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Of the first {@code size} entries. */
  public Checkpoint checkpoint(int size) {
    CompactRange range = new CompactRange();
    leaves.subList(0, size).forEach(range::append);
    return new Checkpoint(origin, size, range.root());
  }

  public SignedNote sign(String text) {
    try {
      Signature signature = Signature.getInstance("SHA256withECDSA");
      signature.initSign(keys.getPrivate());
      signature.update(text.getBytes(StandardCharsets.UTF_8));
      NoteSignature line = new NoteSignature(origin, key().id(), Octets.copyOf(signature.sign()));
      return new SignedNote(text, List.of(line));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Of the newest checkpoint, with a proof from {@code oldSize} on. */
  public AddCheckpoint request(int oldSize) {
    List<TreeHash> proof =
        new ProofMaker(new TileNodes(tiles(), leaves.size()))
            .consistency(oldSize, leaves.size())
            .path();
    return new AddCheckpoint(oldSize, proof, newest.orElseThrow());
  }

  @Override
  public String origin() {
    return origin;
  }

  @Override
  public Optional<SignedNote> newest() {
    return newest;
  }

  @Override
  public TileFolder tiles() {
    return new TileFolder(folder);
  }

  private static KeyPair keyPair() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(256);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
