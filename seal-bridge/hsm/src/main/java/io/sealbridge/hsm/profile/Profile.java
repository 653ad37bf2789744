package io.sealbridge.hsm.profile;

import io.sealbridge.hsm.cryptoki.AttributeType;
import io.sealbridge.hsm.cryptoki.MechanismType;
import io.sealbridge.hsm.cryptoki.ReturnValue;
import io.sealbridge.hsm.fault.FaultClass;
import io.sealbridge.keyring.KeyAttributes;
import io.sealbridge.keyring.OaepHash;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * One make of token.
 *
 * @param identity found in "library manufacturer/library description/token manufacturer/model"
 * @param unspoken attributes that it never tells; their absence is no finding
 * @param notInTemplates attributes that it refuses when a key is made
 * @param oaepHashes what it does RSA-OAEP with; the mechanism list does not tell
 * @param keyWrapPad its CKM number of RFC 5649, 0 for none
 * @param privateDataObjects whether key states can be kept on it
 * @param faults what it means by return codes, where that differs from the standard
 * @param notes what an operator must know
 */
public record Profile(
    String name,
    Pattern identity,
    IvPolicy iv,
    Set<KeyAttributes.Name> unspoken,
    Set<AttributeType> notInTemplates,
    Set<OaepHash> oaepHashes,
    long keyWrapPad,
    Reinitialise reinitialise,
    boolean privateDataObjects,
    Map<ReturnValue, FaultClass> faults,
    List<String> notes) {
  public Profile {
    unspoken = Set.copyOf(unspoken);
    notInTemplates = Set.copyOf(notInTemplates);
    oaepHashes = Set.copyOf(oaepHashes);
    faults = Map.copyOf(faults);
    notes = List.copyOf(notes);
  }

  static Builder builder(String name, String identity) {
    return new Builder(name, identity);
  }

  /** Starts from a token of which nothing is known: what the standard says, no reinitialising. */
  static final class Builder {
    private final String name;
    private final Pattern identity;
    private IvPolicy iv = IvPolicy.HOST;
    private Set<KeyAttributes.Name> unspoken = Set.of();
    private Set<AttributeType> notInTemplates = Set.of();
    private Set<OaepHash> oaepHashes = Set.of(OaepHash.values());
    private long keyWrapPad = MechanismType.AES_KEY_WRAP_KWP.code();
    private Reinitialise reinitialise = Reinitialise.NEVER;
    private boolean privateDataObjects = true;
    private Map<ReturnValue, FaultClass> faults = Map.of();
    private List<String> notes = List.of();

    private Builder(String name, String identity) {
      this.name = name;
      this.identity = Pattern.compile(identity, Pattern.CASE_INSENSITIVE);
    }

    Builder iv(IvPolicy value) {
      iv = value;
      return this;
    }

    Builder unspoken(KeyAttributes.Name... values) {
      unspoken = Set.of(values);
      return this;
    }

    Builder notInTemplates(AttributeType... values) {
      notInTemplates = Set.of(values);
      return this;
    }

    Builder oaep(OaepHash... values) {
      oaepHashes = Set.of(values);
      return this;
    }

    Builder keyWrapPad(long value) {
      keyWrapPad = value;
      return this;
    }

    Builder reinitialise(Reinitialise value) {
      reinitialise = value;
      return this;
    }

    Builder noPrivateDataObjects() {
      privateDataObjects = false;
      return this;
    }

    Builder faults(Map<ReturnValue, FaultClass> values) {
      faults = values;
      return this;
    }

    Builder notes(String... values) {
      notes = List.of(values);
      return this;
    }

    Profile build() {
      return new Profile(
          name,
          identity,
          iv,
          unspoken,
          notInTemplates,
          oaepHashes,
          keyWrapPad,
          reinitialise,
          privateDataObjects,
          faults,
          notes);
    }
  }
}
