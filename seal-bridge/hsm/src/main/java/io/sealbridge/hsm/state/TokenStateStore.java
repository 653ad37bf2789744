package io.sealbridge.hsm.state;

import io.sealbridge.hsm.cryptoki.AttributeType;
import io.sealbridge.hsm.cryptoki.AttributeValue;
import io.sealbridge.hsm.cryptoki.CryptokiSession;
import io.sealbridge.hsm.cryptoki.ObjectClass;
import io.sealbridge.hsm.cryptoki.ObjectHandle;
import io.sealbridge.hsm.cryptoki.Template;
import io.sealbridge.keyring.KeyName;
import io.sealbridge.keyring.KeyState;
import io.sealbridge.keyring.Octets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Key states as private data objects on the token: CKA_APPLICATION {@code seal-bridge}, CKA_LABEL
 * the key's name, CKA_VALUE the {@link KeyStateFormat}. The highest serial of a key counts, so that
 * a crash between making the new object and destroying the old one does no harm. Objects that could
 * have been made without the PIN, or cannot be read, are reported and ignored. Safe for use by many
 * threads, each with its own session.
 */
public final class TokenStateStore {
  static final String APPLICATION = "seal-bridge";
  private static final int MANY = 10_000;

  private final Findings findings;

  public TokenStateStore(Findings findings) {
    this.findings = findings;
  }

  /** One data object that counts. */
  private record Stored(ObjectHandle object, KeyState state, Octets json) {}

  public List<KeyState> read(CryptokiSession session) {
    List<String> reports = new ArrayList<>();
    Map<String, Stored> highest = new HashMap<>();
    for (Stored stored : all(session, reports)) {
      highest.merge(
          stored.state().name().value(), stored, (one, other) -> preferred(one, other, reports));
    }
    findings.report(reports);
    return highest.values().stream().map(Stored::state).toList();
  }

  /**
   * Makes the new object, then destroys the older ones of that key: a token need not be able to
   * change a value (SoftHSM is not).
   */
  public void write(CryptokiSession session, KeyState state) throws StateRefusedException {
    List<Stored> older =
        all(session, new ArrayList<>()).stream()
            .filter(stored -> stored.state().name().equals(state.name()))
            .toList();
    for (Stored stored : older) {
      if (stored.state().serial() >= state.serial()) {
        throw new StateRefusedException(
            StateRefusedException.oldSerial(state, stored.state().serial(), "the token"));
      }
    }
    session.createObject(
        Template.of(ObjectClass.DATA)
            .withAll(true, AttributeType.TOKEN, AttributeType.PRIVATE)
            .with(AttributeType.APPLICATION, APPLICATION)
            .with(AttributeType.LABEL, state.name().value())
            .with(AttributeType.VALUE, KeyStateFormat.write(state)));
    older.forEach(stored -> session.destroyObject(stored.object()));
  }

  /** Destroys every state of the key. */
  public void remove(CryptokiSession session, KeyName key) {
    all(session, new ArrayList<>()).stream()
        .filter(stored -> stored.state().name().equals(key))
        .forEach(stored -> session.destroyObject(stored.object()));
  }

  private static List<Stored> all(CryptokiSession session, List<String> reports) {
    Template ours = Template.of(ObjectClass.DATA).with(AttributeType.APPLICATION, APPLICATION);
    List<Stored> stored = new ArrayList<>();
    for (ObjectHandle object : session.findObjects(ours, MANY)) {
      Map<AttributeType, AttributeValue> values =
          session.getAttributes(
              object, AttributeType.LABEL, AttributeType.PRIVATE, AttributeType.VALUE);
      parse(object, values, reports).ifPresent(stored::add);
    }
    return stored;
  }

  private static Optional<Stored> parse(
      ObjectHandle object, Map<AttributeType, AttributeValue> values, List<String> reports) {
    String label = text(values.get(AttributeType.LABEL));
    if (!(values.get(AttributeType.PRIVATE) instanceof AttributeValue.Present isPrivate)
        || !isPrivate.asBoolean()) {
      reports.add(ignored(label, "it is not private, so anybody may have made it"));
      return Optional.empty();
    }
    if (!(values.get(AttributeType.VALUE) instanceof AttributeValue.Present value)) {
      reports.add(ignored(label, "the token does not tell its value"));
      return Optional.empty();
    }
    try {
      KeyState state = KeyStateFormat.read(value.bytes());
      if (!state.name().value().equals(label)) {
        reports.add(ignored(label, "it holds the state of key " + state.name()));
        return Optional.empty();
      }
      return Optional.of(new Stored(object, state, value.octets()));
    } catch (StateFormatException e) {
      reports.add(ignored(label, String.valueOf(e.getMessage())));
      return Optional.empty();
    }
  }

  /**
   * The higher serial. Of two with the same serial, made by two writers at once, every replica
   * takes the same one: ignoring both would take the key away.
   */
  private static Stored preferred(Stored one, Stored other, List<String> reports) {
    if (one.state().serial() != other.state().serial()) {
      return one.state().serial() > other.state().serial() ? one : other;
    }
    reports.add(
        ignored(
            one.state().name().value(),
            "serial " + one.state().serial() + " was written twice, the other one counts"));
    return Arrays.compare(one.json().bytes(), other.json().bytes()) <= 0 ? one : other;
  }

  private static String ignored(String label, String why) {
    return "state object \"" + label + "\" on the token is ignored: " + why;
  }

  private static String text(@Nullable AttributeValue value) {
    return value instanceof AttributeValue.Present present ? present.asText() : "";
  }
}
