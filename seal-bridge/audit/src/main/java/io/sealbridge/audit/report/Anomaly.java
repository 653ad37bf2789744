package io.sealbridge.audit.report;

import java.time.Instant;

/**
 * Something that does not explain itself.
 *
 * @param where the log and the entry
 * @param text what was seen
 */
public record Anomaly(Kind kind, Instant at, String where, String text) {
  /** What it is, and what it means. */
  public enum Kind {
    USED_PAST_BRIDGE(
        "the HSM tells of a use that no given log explains",
        "somebody used the key past the bridge, or through a bridge whose log was not given; a"
            + " bridge that reconnects and commands that look at a key (doctor, keys) try it once"),
    TOKEN_OPENED(
        "a program opened the token, and no start of a bridge explains it",
        "a command of this program, a tool of an operator, or somebody past the bridge: its name is"
            + " in the HSM's log"),
    HSM_LOG_LACKS(
        "the HSM's log does not have a use that a log tells of",
        "the HSM's log was cut or overwritten, does not write uses down, or a clock is wrong"),
    HSM_LOG_FAULTY(
        "the HSM's log is not whole",
        "it was changed, records are missing, or it is of another format: it confirms nothing"),
    UNKNOWN_BLOB(
        "a ciphertext was opened that none of the given logs has made",
        "it is older than the logs, was made around the bridge, or was brought in by somebody"),
    POSSIBLY_USED(
        "an intent has no outcome",
        "the bridge ended in between: the key was possibly used, and nobody was answered"),
    FIRST_SEEN_CALLER(
        "a caller had never used the key before",
        "a new Vault, or somebody with a credential of another"),
    FIRST_SEEN_ADDRESS(
        "a caller came from an address that it had not used before",
        "a moved Vault, or a stolen credential used elsewhere"),
    BURST("far more uses than usual in an hour", "somebody tries or copies many ciphertexts"),
    FAILED("an opening failed", "a wrong or changed ciphertext was tried"),
    DENIED("a known caller was refused", "somebody tries what it was not granted"),
    KEY_CHANGED("the key was changed", "somebody with the PIN did it; see who asked for it"),
    CLOCK_STEP("the clock was set", "times before and after it cannot be compared"),
    NO_SHUTDOWN("the bridge started without having ended", "it was killed, or its host was"),
    LIBRARY_CHANGED(
        "the PKCS#11 library is another file than at the start before",
        "an update, or a library that somebody has put in its place"),
    CONFIGURATION_CHANGED(
        "the configuration is another than at the start before",
        "see what was changed: identities, grants, listeners"),
    ATTRIBUTES("the HSM says of the key what it must not be", "the key may have left the HSM"),
    NEW_LOG("a log was begun in place of another one", "what the old one said is to be given too"),
    BEGINS_LATE("a log begins after the time that is asked about", "what was before is not in it"),
    ENDS_EARLY("a log ends before the time that is asked about", "what came after is not in it"),
    MISSING_NODE("no log of a node was given", "uses through that node are not in this report"),
    TOO_MANY(
        "more was opened than one report looks at",
        "ask again about parts of the time, or a use stays unseen"),
    UNREADABLE("entries could not be read", "a later version wrote them, or they are no entries");

    private final String title;
    private final String meaning;

    Kind(String title, String meaning) {
      this.title = title;
      this.meaning = meaning;
    }

    public String title() {
      return title;
    }

    public String meaning() {
      return meaning;
    }

    /** Whether it is worse than all others: the record itself is shown to lack a use. */
    public boolean isGrave() {
      return this == USED_PAST_BRIDGE;
    }
  }
}
