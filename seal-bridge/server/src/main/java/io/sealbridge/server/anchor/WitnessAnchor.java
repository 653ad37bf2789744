package io.sealbridge.server.anchor;

import io.sealbridge.audit.anchor.AddCheckpoint;
import io.sealbridge.audit.anchor.Anchor;
import io.sealbridge.audit.anchor.AnchorAnswer;
import io.sealbridge.audit.anchor.AnchorException;
import io.sealbridge.audit.anchor.CheckpointSource;
import io.sealbridge.audit.anchor.LogComparison;
import io.sealbridge.audit.anchor.OriginHash;
import io.sealbridge.audit.merkle.MissingNodeException;
import io.sealbridge.audit.merkle.ProofMaker;
import io.sealbridge.audit.note.Checkpoint;
import io.sealbridge.audit.note.MalformedNoteException;
import io.sealbridge.audit.note.NoteSignature;
import io.sealbridge.audit.note.SignedNote;
import io.sealbridge.audit.note.VerifierKey;
import io.sealbridge.audit.tiles.TileNodes;
import io.sealbridge.server.tls.Https;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A witness (C2SP tlog-witness). It is told the size that it knew last; if it knows another one, it
 * says so, and is told again. For one thread.
 */
final class WitnessAnchor implements Anchor {

  private static final Logger LOG = LoggerFactory.getLogger(WitnessAnchor.class);
  private static final int ATTEMPTS = 3;

  private final String name;
  private final WitnessCalls calls;
  private final VerifierKey key;
  private final CheckpointSource own;
  private long known;

  WitnessAnchor(String name, WitnessCalls calls, VerifierKey key, CheckpointSource own) {
    this.name = name;
    this.calls = calls;
    this.key = key;
    this.own = own;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public AnchorAnswer send(SignedNote note) throws AnchorException {
    Checkpoint checkpoint = LogComparison.checkpoint(note);
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      if (known > checkpoint.size()) {
        return LogComparison.ahead(known, checkpoint.size());
      }
      Https.Reply reply = calls.add(request(note, checkpoint.size()));
      switch (reply.status()) {
        case 200 -> {
          NoteSignature proof = cosignature(note, reply);
          known = checkpoint.size();
          return new AnchorAnswer.Taken(Optional.of(proof));
        }
        case 409 -> {
          long size = size(reply);
          if (size == known) {
            return other(size);
          }
          if (size < known) {
            LOG.atWarn()
                .addKeyValue("anchor", name)
                .addKeyValue("signed", known)
                .addKeyValue("knows", size)
                .log("the witness has forgotten what it signed");
          }
          known = size;
        }
        case 422 -> {
          return other(known);
        }
        case 404 ->
            throw new AnchorException(
                "the witness does not know the log "
                    + own.origin()
                    + "; add its verifier key, which is in the file keys of the log's folder, to the"
                    + " witness's configuration");
        case 403 ->
            throw new AnchorException(
                "the witness knows another key of the log "
                    + own.origin()
                    + "; add the newest line of the file keys in the log's folder to the witness's"
                    + " configuration");
        default -> throw WitnessCalls.unexpected(reply);
      }
    }
    throw new AnchorException("the witness names another size each time; is it one witness?");
  }

  private AddCheckpoint request(SignedNote note, long size) throws AnchorException {
    try {
      return new AddCheckpoint(
          known,
          new ProofMaker(new TileNodes(own.tiles(), size)).consistency(known, size).path(),
          note);
    } catch (MissingNodeException e) {
      throw new AnchorException("the proof cannot be made: " + e.getMessage(), e);
    }
  }

  private NoteSignature cosignature(SignedNote note, Https.Reply reply) throws AnchorException {
    try {
      SignedNote cosigned =
          SignedNote.parse(
              note.text() + "\n" + new String(reply.body().bytes(), StandardCharsets.UTF_8));
      return cosigned.signatures().stream()
          .filter(signature -> key.verifies(note.text(), signature))
          .findFirst()
          .orElseThrow(
              () ->
                  new AnchorException(
                      "the answer is not signed by " + key.name() + "; check the witness's key"));
    } catch (MalformedNoteException e) {
      throw new AnchorException("the witness does not answer as one: " + e.getMessage(), e);
    }
  }

  private static AnchorAnswer.Conflict other(long size) {
    return new AnchorAnswer.Conflict(
        "it has signed %d entries of a log of this name, and ours is not their continuation"
            .formatted(size));
  }

  private static long size(Https.Reply reply) throws AnchorException {
    String text = new String(reply.body().bytes(), StandardCharsets.UTF_8).strip();
    if (!text.matches("[0-9]{1,18}")) {
      throw new AnchorException("the witness answers 409 without the size that it knows");
    }
    return Long.parseLong(text);
  }

  /** By what it signed last; by sending the newest checkpoint to one that does not show that. */
  @Override
  public Optional<AnchorAnswer.Conflict> conflict() throws AnchorException {
    Https.Reply reply = calls.newest(OriginHash.of(own.origin()));
    if (reply.status() == 200) {
      return LogComparison.conflict(own, checkpoint(reply));
    }
    if (own.newest().isPresent()
        && send(own.newest().get()) instanceof AnchorAnswer.Conflict conflict) {
      return Optional.of(conflict);
    }
    return Optional.empty();
  }

  @Override
  public Optional<Checkpoint> accepted() throws AnchorException {
    Https.Reply reply = calls.newest(OriginHash.of(own.origin()));
    return switch (reply.status()) {
      case 200 -> Optional.of(checkpoint(reply));
      case 404 -> Optional.empty();
      default -> throw WitnessCalls.unexpected(reply);
    };
  }

  private Checkpoint checkpoint(Https.Reply reply) throws AnchorException {
    try {
      SignedNote note = SignedNote.parse(reply.body().bytes());
      Checkpoint checkpoint = Checkpoint.parse(note.text());
      if (key.signed(note) && checkpoint.origin().equals(own.origin())) {
        known = checkpoint.size();
        return checkpoint;
      }
    } catch (MalformedNoteException e) {
      throw new AnchorException("the witness does not answer as one: " + e.getMessage(), e);
    }
    throw new AnchorException(
        "the checkpoint that the witness shows is not signed by "
            + key.name()
            + "; check the witness's key");
  }
}
