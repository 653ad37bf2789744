package io.sealbridge.server.cli;

import io.sealbridge.audit.note.MalformedNoteException;
import io.sealbridge.audit.note.VerifierKey;
import io.sealbridge.audit.read.LogFolder;
import io.sealbridge.audit.verify.LogVerifier;
import io.sealbridge.audit.verify.Trusted;
import io.sealbridge.audit.verify.Verdict;
import io.sealbridge.commandline.CommandException;
import io.sealbridge.commandline.UsageException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** What a verifier of key-use logs brings along. */
final class TrustOptions {
  /** The option that gives keys of logs, the same wherever there is one. */
  static final String VKEY = "--vkey";

  private static final String WITNESS_KEY = "--witness-key";

  @Option(
      names = VKEY,
      paramLabel = "VKEY|FILE",
      description = "A key of the logs as \"audit keys\" prints it, or a file of such lines.")
  List<String> logKeys = new ArrayList<>();

  @Option(
      names = WITNESS_KEY,
      paramLabel = "VKEY|FILE",
      description = "A key of a witness that is believed, or a file of such lines.")
  List<String> witnesses = new ArrayList<>();

  @Option(
      names = "--checkpoint",
      paramLabel = "FILE",
      description = "A checkpoint that was kept elsewhere. May be repeated.")
  List<Path> checkpoints = new ArrayList<>();

  /** All of it. */
  Trusted trusted() {
    return new Trusted(keys(VKEY, logKeys), keys(WITNESS_KEY, witnesses), kept(checkpoints));
  }

  /** A verdict on each log, in their order; shows how far it is if somebody watches. */
  static List<Verdict> verdicts(
      List<LogFolder> logs, Trusted trusted, PrintWriter err, boolean watched) throws IOException {
    List<Verdict> verdicts = new ArrayList<>();
    for (LogFolder log : logs) {
      Bar bar = new Bar(err, watched);
      verdicts.add(
          LogVerifier.verify(
              log, trusted, (done, of) -> bar.show("verifying " + log.origin(), done, of)));
      bar.end();
    }
    return verdicts;
  }

  /**
   * The keys in {@code arguments}, each a vkey or a file with one in each line.
   *
   * @param option for messages
   */
  static List<VerifierKey> keys(String option, List<String> arguments) {
    List<VerifierKey> keys = new ArrayList<>();
    for (String argument : arguments) {
      for (String line : lines(option, argument)) {
        try {
          keys.add(VerifierKey.parse(line));
        } catch (MalformedNoteException e) {
          throw new UsageException(option + " " + argument + ": " + e.getMessage());
        }
      }
    }
    return keys;
  }

  private static List<String> lines(String option, String argument) {
    if (argument.contains("+") && !Files.exists(Path.of(argument))) {
      return List.of(argument);
    }
    try {
      return Files.readAllLines(Path.of(argument), StandardCharsets.UTF_8).stream()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .toList();
    } catch (IOException e) {
      throw new UsageException(option + ": " + Failures.sentence(e));
    }
  }

  /** The checkpoints in {@code files}. */
  private static List<Trusted.Kept> kept(List<Path> files) {
    List<Trusted.Kept> kept = new ArrayList<>();
    for (Path file : files) {
      try {
        kept.add(Trusted.Kept.parse(file.toString(), Files.readAllBytes(file)));
      } catch (IOException e) {
        throw new CommandException("--checkpoint: " + Failures.sentence(e));
      } catch (MalformedNoteException e) {
        throw new CommandException("--checkpoint " + file + ": " + e.getMessage());
      }
    }
    return kept;
  }
}
