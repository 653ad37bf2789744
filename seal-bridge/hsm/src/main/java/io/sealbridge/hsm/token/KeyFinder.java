package io.sealbridge.hsm.token;

import io.sealbridge.hsm.connection.Link;
import io.sealbridge.hsm.cryptoki.AttributeType;
import io.sealbridge.hsm.cryptoki.AttributeValue;
import io.sealbridge.hsm.cryptoki.CryptokiException;
import io.sealbridge.hsm.cryptoki.CryptokiSession;
import io.sealbridge.hsm.cryptoki.ObjectClass;
import io.sealbridge.hsm.cryptoki.ObjectHandle;
import io.sealbridge.hsm.cryptoki.ReturnValue;
import io.sealbridge.hsm.cryptoki.Template;
import io.sealbridge.hsm.datapath.KeyHandle;
import io.sealbridge.keyring.CkaId;
import io.sealbridge.keyring.HsmException;
import io.sealbridge.keyring.HsmFault;
import io.sealbridge.keyring.KeyType;
import io.sealbridge.keyring.TokenKey;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds the one object that a key's state means, by label, id and class together. Handles are
 * remembered for as long as the connection lasts.
 */
final class KeyFinder {
  private static final int MANY = 1_000;

  private KeyFinder() {}

  /** By what a handle is remembered. */
  private record Wanted(CkaId id, String label, ObjectClass objectClass) {}

  static KeyHandle find(Link link, CryptokiSession session, TokenKey key) {
    return find(link, session, key.id(), key.label(), classOf(key.type()));
  }

  static KeyHandle find(
      Link link, CryptokiSession session, CkaId id, String label, ObjectClass objectClass) {
    Wanted wanted = new Wanted(id, label, objectClass);
    ObjectHandle known = link.handles().get(wanted);
    if (known == null) {
      known = look(link, session, wanted);
      link.handles().put(wanted, known);
    }
    return new KeyHandle(label, known);
  }

  /** The class of the object that wraps, unwraps or signs. */
  static ObjectClass classOf(KeyType type) {
    return switch (type) {
      case AES_256, HMAC -> ObjectClass.SECRET_KEY;
      case RSA_2048, RSA_3072, RSA_4096, ECDSA_P256, ECDSA_P384, ECDSA_P521, ED25519 ->
          ObjectClass.PRIVATE_KEY;
    };
  }

  /** Private objects first: what anybody may plant without a PIN must not make a key ambiguous. */
  private static ObjectHandle look(Link link, CryptokiSession session, Wanted wanted) {
    Template template =
        Template.of(wanted.objectClass())
            .with(AttributeType.ID, wanted.id().bytes())
            .with(AttributeType.LABEL, wanted.label());
    List<ObjectHandle> found = session.findObjects(template.with(AttributeType.PRIVATE, true), 2);
    if (found.isEmpty()) {
      found = session.findObjects(template, 2);
    }
    if (found.isEmpty()) {
      requireLogin(link, session);
      throw refused(link, session, wanted, "no");
    }
    if (found.size() > 1) {
      throw refused(link, session, wanted, "more than one");
    }
    return found.getFirst();
  }

  /** After a silent logout private objects are not refused, they are just not there. */
  static void requireLogin(Link link, CryptokiSession session) {
    if (link.loginNeeded() && !session.info().state().userLoggedIn()) {
      throw new CryptokiException("C_FindObjects", ReturnValue.USER_NOT_LOGGED_IN);
    }
  }

  private static HsmException refused(
      Link link, CryptokiSession session, Wanted wanted, String howMany) {
    return new HsmException(
        new HsmFault.Refused(
            "%s %s labelled \"%s\" with id %s in token \"%s\" (saw: %s)"
                .formatted(
                    howMany,
                    wanted.objectClass(),
                    wanted.label(),
                    wanted.id(),
                    link.report().label(),
                    String.join(", ", labels(session, wanted.objectClass())))));
  }

  private static List<String> labels(CryptokiSession session, ObjectClass objectClass) {
    List<String> labels = new ArrayList<>();
    for (ObjectHandle object : session.findObjects(Template.of(objectClass), MANY)) {
      var values = session.getAttributes(object, AttributeType.LABEL, AttributeType.ID);
      labels.add(text(values.get(AttributeType.LABEL)) + " " + hex(values.get(AttributeType.ID)));
    }
    return labels.isEmpty() ? List.of("none") : labels;
  }

  private static String text(@org.jspecify.annotations.Nullable AttributeValue value) {
    return value instanceof AttributeValue.Present present ? present.asText() : "?";
  }

  private static String hex(@org.jspecify.annotations.Nullable AttributeValue value) {
    return value instanceof AttributeValue.Present present
        ? java.util.HexFormat.of().formatHex(present.bytes())
        : "?";
  }
}
