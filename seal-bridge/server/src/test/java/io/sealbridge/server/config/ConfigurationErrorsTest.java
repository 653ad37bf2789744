package io.sealbridge.server.config;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealbridge.configuration.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigurationErrorsTest {

  private static final String HSM = "hsms: [ { name: a, library: l, pinFile: p } ]\n";

  @TempDir Path folder;

  @Test
  void namesFileLineAndTheNearestKnownPropertyForAnUnknownOne() throws IOException {
    refuses(
        """
        node: b
        hsms:
          - name: a
            library: l
            pinfile: p
        """,
        folder.resolve("bridge.yaml")
            + ", line 5: unknown property hsms[0].pinfile; did you mean \"pinFile\"?");
  }

  @Test
  void listsWhatIsKnownWhenNothingIsNear() throws IOException {
    refuses(
        HSM + "states: { completelyDifferent: 5s }",
        "line 2: unknown property states.completelyDifferent; known: refresh, maxAge");
  }

  @Test
  void refusesAPropertyGivenTwice() throws IOException {
    refuses("node: a\nnode: b\n" + HSM, "line 2: \"node\" is given twice");
  }

  @Test
  void namesAMissingProperty() throws IOException {
    refuses("hsms:\n  - name: a\n    library: l\n", "line 2: hsms[0].pinFile must be given");
  }

  @Test
  void refusesAnEmptyValue() throws IOException {
    refuses(HSM + "node:\n", "node has no value; give one or remove the line");
  }

  @Test
  void refusesAnchorsAndASecondDocument() throws IOException {
    refuses(HSM + "node: &a b\nwriter: *a\n", "anchors and aliases are not supported");
    refuses(HSM + "---\nnode: b\n", "a second document follows");
  }

  @Test
  void refusesWhatIsNotYaml() throws IOException {
    refuses("hsms: [", "is not YAML");
    refuses("", "is empty");
    refuses("- a", "properties expected");
  }

  @Test
  void saysWhenThereIsNoFile() {
    assertThatThrownBy(() -> ConfigurationFile.read(folder.resolve("none.yaml")))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("none.yaml: there is no such file");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "maxReplicas: 0 | maxReplicas must be between 1 and 1024, was 0",
        "maxReplicas: many | maxReplicas must be a whole number from 0, was many",
        "degradedSeals: maybe | degradedSeals must be one of allow, refuse, was maybe",
        "states: { refresh: 5 secs } | states.refresh must be a duration such as 500ms, 5s, 10m or 1h, was 5 secs",
        "states: { refresh: 1ms } | states.refresh must be between 100ms and 5m, was 1ms",
        "states: { refresh: 9s, maxAge: 9s } | states.maxAge must be longer than refresh (9s) and at most 1d, was 9s",
        "limits: { body: 33 MB } | limits.body must be a size such as 16KiB or 32MiB, was 33 MB",
        "limits: { body: 65MiB } | limits.body must be between 1KiB and 64MiB, was 65MiB",
        "limits: { bodies: 33MiB } | limits.bodies must be at least twice body (32MiB), was 33MiB",
        "limits: { rate: 0 } | limits.rate must be between 1 and 1000000, was 0",
        "keys: root | keys must be a list",
        "keys: [ root ] | keys[0] must be a section with properties of its own",
        "keys: [ { name: Root } ] | keys[0].name must match [a-z0-9][a-z0-9_-]{0,62} and not end in -v<digits>, was Root",
        "keys: [ { name: root }, { name: root } ] | keys[1].name must be used once, \"root\" is there already",
        "keys: [ { name: root, hsms: [b] } ] | keys[0].hsms must be one of those listed in hsms, was \"b\"; did you mean \"a\"?",
        "listeners: [ { name: v, address: '0.0.0.0:1' } ] | listeners[0].tls must be given: keys are served without TLS on 127.0.0.0/8, [::1] and Unix sockets only, address was 0.0.0.0:1",
        "listeners: [ { name: v, address: 'localhost:1' } ] | listeners[0].tls must be given",
        "listeners: [ { name: v, address: 'unix://x' } ] | listeners[0].address must be unix:// and an absolute path, was x",
        "listeners: [ { name: v, address: 'unix:///x' } ] | listeners[0].identity must be given for a Unix socket",
        "listeners: [ { name: v, address: '127.0.0.1:1', mount: a//b } ] | listeners[0].mount must be segments",
        "listeners: [ { name: v, address: '127.0.0.1:1', mount: sys } ] | listeners[0].mount must not be under sys or auth, was sys",
        "listeners: [ { name: v, address: '127.0.0.1:1', key: rot } ] | listeners[0].key must be one of those listed in keys, was \"rot\"; none is listed",
        "listeners: [ { name: v, address: '127.0.0.1:70000' } ] | listeners[0].address port must be between 0 and 65535, was 70000",
        "listeners: [ { name: v, address: '0.0.0.0:1', tls: { certificate: c, key: k, clientAuth: required } } ] | listeners[0].tls.clientCa or clientTrust must be given when clientAuth is not none",
        "management: { address: 'unix:///x' } | management.address must be host:port, was unix:///x",
        "access: [ { identity: a, grants: [ { keys: [x], operations: [read] } ] } ] | access[0].grants[0].keys must be one of those listed in keys, was \"x\"",
        "access: [ { identity: a, grants: [ { keys: ['*'], operations: [] } ] } ] | access[0].grants[0].operations must name at least one operation",
        "access: [ { identity: a, grants: [ { keys: ['*'], operations: [destroy] } ] } ] | access[0].grants[0].operations[0] must be one of encrypt, decrypt, rewrap, datakey, sign, verify, hmac, read, list, export, rotate, create, configure, delete, import, certify, sync, random, was destroy",
        "access: [ { identity: a, grants: [ { keys: ['pay*ments'], operations: [read] } ] } ] | access[0].grants[0].keys must match [a-z0-9][a-z0-9_-]{0,62} and not end in -v<digits>, or be the beginning of such names with \"*\" behind it, was pay*ments",
        "access: [ { identity: a, grants: [ { keys: ['*', 'x-*'], operations: [read] } ] } ] | access[0].grants[0].keys must be \"*\" alone or names, was both",
        "access: [ { identity: a, grants: [ { keys: ['bridge-*'], operations: [sign] } ] } ] | access[0].grants[0].keys must not begin with \"bridge-\": these are the bridge's own, which nobody is granted, was bridge-*",
        "access: [ { identity: a, limits: { rate: 0, burst: 1 } } ] | access[0].limits.rate must be between 1 and 1000000, was 0",
        "access: [ { identity: a, limits: { rate: 5 } } ] | access[0].limits.burst must be given",
        "access: [ { identity: a, cluster: 'a b' } ] | access[0].cluster must be 1 to 64 letters",
        "listeners: [ { name: v, address: '127.0.0.1:1', key: bridge-tokens } ] | listeners[0].key must not begin with \"bridge-\", was bridge-tokens",
        "access: [ { identity: 'a b' } ] | access[0].identity must be 1 to 64 letters",
        "access: [ { identity: a, certificate: {} } ] | access[0].certificate.dns or uri must name at least one subject"
      })
  void namesThePropertyTheAllowedRangeAndTheValueSeen(String yaml, String message)
      throws IOException {
    refuses(HSM + yaml, message);
  }

  @Test
  void prefixesWhatTheAdapterRefusesWithThePlaceInTheFile() throws IOException {
    refuses(
        "hsms:\n  - { name: a, library: l, pinFile: p, sessions: 0 }\n",
        "line 2: hsms[0].sessions must be between 1 and 256, was 0");
  }

  private void refuses(String yaml, String message) throws IOException {
    Path file = Files.writeString(folder.resolve("bridge.yaml"), yaml);
    assertThatThrownBy(() -> ConfigurationFile.read(file))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(message);
  }
}
