package io.sealbridge.server.config;

import io.sealbridge.configuration.NearestName;
import io.sealbridge.keyring.KeyName;
import io.sealbridge.keyring.KeyVersion;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Names in one part of the file that must exist in another. */
final class References {

  private References() {}

  static void check(
      List<HsmConfiguration> hsms,
      List<KeyConfiguration> keys,
      List<ListenerConfiguration> listeners,
      List<AccessConfiguration> access,
      List<LoginConfiguration> logins) {
    if (hsms.isEmpty()) {
      throw new IllegalArgumentException("hsms must name at least one HSM");
    }
    List<String> hsmNames = hsms.stream().map(HsmConfiguration::name).toList();
    List<String> keyNames = keys.stream().map(key -> key.name().value()).toList();
    List<String> identities = access.stream().map(AccessConfiguration::identity).toList();
    unique("hsms", "name", hsmNames);
    unique("keys", "name", keyNames);
    unique("access", "identity", identities);
    unique("listeners", "name", listeners.stream().map(ListenerConfiguration::name).toList());
    unique(
        "listeners",
        "address",
        listeners.stream()
            .map(ListenerConfiguration::address)
            .filter(address -> !(address instanceof Address.Tcp tcp && tcp.port() == 0))
            .map(Address::toString)
            .toList());
    checkKeys(keys, hsmNames);
    checkListeners(listeners, keyNames, identities);
    checkGrants(access, keyNames);
    checkLogins(logins, identities);
  }

  private static void checkKeys(List<KeyConfiguration> keys, List<String> hsmNames) {
    for (int i = 0; i < keys.size(); i++) {
      List<String> named = keys.get(i).hsms();
      for (String hsm : named) {
        known("keys[" + i + "].hsms", hsm, "hsms", hsmNames);
      }
      int recipients = named.isEmpty() ? hsmNames.size() : named.size();
      if (recipients > KeyVersion.MAX_RECIPIENTS) {
        throw new IllegalArgumentException(
            "keys["
                + i
                + "].hsms must name at most "
                + KeyVersion.MAX_RECIPIENTS
                + " HSMs, was "
                + recipients);
      }
    }
  }

  private static void checkListeners(
      List<ListenerConfiguration> listeners, List<String> keyNames, List<String> identities) {
    for (int i = 0; i < listeners.size(); i++) {
      String path = "listeners[" + i + "].";
      Optional<KeyName> key = listeners.get(i).key();
      key.ifPresent(name -> known(path + "key", name.value(), "keys", keyNames));
      Optional<String> identity = listeners.get(i).identity();
      identity.ifPresent(name -> known(path + "identity", name, "access", identities));
    }
  }

  private static void checkGrants(List<AccessConfiguration> access, List<String> keyNames) {
    for (int i = 0; i < access.size(); i++) {
      List<GrantConfiguration> grants = access.get(i).grants();
      for (int g = 0; g < grants.size(); g++) {
        for (KeyName key : grants.get(g).grant().keys()) {
          known("access[" + i + "].grants[" + g + "].keys", key.value(), "keys", keyNames);
        }
      }
    }
  }

  private static void checkLogins(List<LoginConfiguration> logins, List<String> identities) {
    unique("logins", "mount", logins.stream().map(LoginConfiguration::mount).toList());
    for (int i = 0; i < logins.size(); i++) {
      List<LoginRoleConfiguration> roles = logins.get(i).roles();
      for (int r = 0; r < roles.size(); r++) {
        String path = "logins[" + i + "].roles[" + r + "].identity";
        known(path, roles.get(r).identity(), "access", identities);
      }
    }
  }

  static void unique(String list, String property, List<String> values) {
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < values.size(); i++) {
      if (!seen.add(values.get(i))) {
        throw new IllegalArgumentException(
            "%s[%d].%s must be used once, \"%s\" is there already"
                .formatted(list, i, property, values.get(i)));
      }
    }
  }

  private static void known(String property, String name, String list, Collection<String> names) {
    if (!names.contains(name)) {
      throw new IllegalArgumentException(
          "%s must be one of those listed in %s, was \"%s\"%s"
              .formatted(property, list, name, NearestName.hint(name, names)));
    }
  }
}
