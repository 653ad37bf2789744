package io.sealbridge.server.cli;

import io.sealbridge.keyring.Grant;
import io.sealbridge.keyring.KeyName;
import io.sealbridge.keyring.KeyPurpose;
import io.sealbridge.keyring.Operation;
import io.sealbridge.keyring.Permission;
import io.sealbridge.server.config.AccessConfiguration;
import io.sealbridge.server.config.BridgeConfiguration;
import io.sealbridge.server.config.ListenerConfiguration;
import io.sealbridge.server.revocation.DeniedIdentity;
import io.sealbridge.server.revocation.DenyList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Says which rule decides a request, by the rules and in the order in which a running bridge
 * applies them: the deny list, the listener's key, the grants, what the key is for.
 *
 * @param listener where the request arrives; empty for any listener that serves the key
 */
record Explanation(
    BridgeConfiguration configuration,
    DenyList denied,
    AccessConfiguration access,
    KeyName key,
    Operation operation,
    Optional<ListenerConfiguration> listener) {

  Decision decide(KeyPurpose purpose) {
    Optional<DeniedIdentity> shutOut =
        denied.identities().stream()
            .filter(identity -> identity.name().equals(access.identity()))
            .findFirst();
    if (shutOut.isPresent()) {
      return Decision.deny("deny-list", shutOut(shutOut.get()));
    }
    if (operation == Operation.RANDOM) {
      return random();
    }
    if (key.isReserved()) {
      return Decision.deny(
          "reserved",
          "names that begin with \""
              + KeyName.RESERVED
              + "\" are the bridge's own; nobody is"
              + " granted them");
    }
    if (listener.isEmpty() && nowhereServed()) {
      return Decision.deny(
          "listener", "every listener is bound to another key: " + boundElsewhere());
    }
    return explain(
        Permission.of(
            access.domainGrants(),
            listener.flatMap(ListenerConfiguration::key),
            operation,
            key,
            purpose));
  }

  private Decision explain(Permission permission) {
    String what = operation.label() + " with " + key;
    return switch (permission) {
      case Permission.Allowed(int grant) ->
          Decision.allow("grant", path(grant) + " gives " + what + reaching(grant));
      case Permission.OtherKey(KeyName bound) ->
          Decision.deny(
              "listener",
              "this listener is bound to %s, so %s is not there (404)".formatted(bound, key));
      case Permission.NotGranted _ ->
          Decision.deny("no-grant", "no grant gives " + what + instead());
      case Permission.NeedsName(int grant) ->
          Decision.deny(
              "wildcard",
              "%s reaches it by a wildcard only, and %s with a seal key needs a grant that names it"
                  .formatted(path(grant), operation.label()));
      case Permission.CommandLineOnly _ ->
          Decision.deny(
              "command-line-only",
              operation.label()
                  + " of a seal key happens at the command line only, whatever is granted:"
                  + " seal-bridge keys");
      case Permission.Internal _ ->
          Decision.deny("reserved", "it is one of the bridge's own keys; nobody is granted them");
    };
  }

  private Decision random() {
    List<Grant> grants = access.domainGrants();
    for (int i = 0; i < grants.size(); i++) {
      if (grants.get(i).operations().contains(Operation.RANDOM)) {
        return Decision.allow("grant", path(i) + " gives random, which is of no key");
      }
    }
    return Decision.deny("no-grant", "no grant gives random");
  }

  private static String shutOut(DeniedIdentity identity) {
    return "the deny list shuts "
        + identity.name()
        + " out"
        + identity.since().map(since -> " since " + since).orElse("")
        + identity.reason().map(reason -> " (" + reason + ")").orElse("")
        + "; undo it with: seal-bridge access restore "
        + identity.name();
  }

  private String path(int grant) {
    return "access[%d].grants[%d]".formatted(configuration.access().indexOf(access), grant);
  }

  private String reaching(int grant) {
    return access.domainGrants().get(grant).keys().contains(key)
        ? ", which it names"
        : ", by a wildcard (" + String.join(", ", access.grants().get(grant).keys()) + ")";
  }

  /** What the identity has with the key, for who expected more. */
  private String instead() {
    String granted =
        EnumSet.allOf(Operation.class).stream()
            .filter(other -> other != Operation.RANDOM)
            .filter(
                other ->
                    access.domainGrants().stream()
                        .anyMatch(grant -> grant.reach(key, other) != Grant.Reach.NONE))
            .map(Operation::label)
            .collect(Collectors.joining(", "));
    return granted.isEmpty()
        ? "; none of the grants of " + access.identity() + " reaches this key"
        : "; with this key they give " + granted;
  }

  private boolean nowhereServed() {
    return !configuration.listeners().isEmpty()
        && configuration.listeners().stream().noneMatch(this::serves);
  }

  private boolean serves(ListenerConfiguration candidate) {
    return candidate.key().isEmpty() || candidate.key().get().equals(key);
  }

  private String boundElsewhere() {
    return configuration.listeners().stream()
        .filter(candidate -> !serves(candidate))
        .map(candidate -> candidate.name() + " to " + candidate.key().orElseThrow())
        .collect(Collectors.joining(", "));
  }

  /** What else counts that is no rule of this request. */
  List<String> notes() {
    String elsewhere = boundElsewhere();
    boolean some = listener.isEmpty() && operation != Operation.RANDOM && !elsewhere.isEmpty();
    return Stream.of(
            some ? "not there on listeners bound to another key: " + elsewhere : "",
            operation == Operation.DATAKEY
                ? "a data key in clear (datakey/plaintext) needs decrypt as well"
                : "",
            operation == Operation.ROTATE
                ? "only the writer rotates: " + configuration.writerName()
                : "")
        .filter(note -> !note.isEmpty())
        .toList();
  }
}
