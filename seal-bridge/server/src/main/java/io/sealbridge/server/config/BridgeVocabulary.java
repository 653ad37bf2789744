package io.sealbridge.server.config;

import io.sealbridge.configuration.Vocabulary;
import io.sealbridge.configuration.YamlNode;
import io.sealbridge.hsm.StateLocation;
import io.sealbridge.keyring.KeyName;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;

/** The words of the bridge's own files. */
public final class BridgeVocabulary {

  private BridgeVocabulary() {}

  /** {@code ${host}} is {@code hostName} in defaults. */
  public static Vocabulary of(String hostName) {
    return new Vocabulary(
        Map.of(
            ByteSize.class, ByteSize::parse,
            Address.class, Address::parse,
            KeyName.class, BridgeVocabulary::keyName),
        Map.of(StateLocation.class, BridgeVocabulary::stateLocation),
        Map.of("host", hostName));
  }

  private static KeyName keyName(String text) {
    if (!KeyName.isValid(text)) {
      throw new IllegalArgumentException(
          "must match [a-z0-9][a-z0-9_-]{0,62} and not end in -v<digits>, was " + text);
    }
    return new KeyName(text);
  }

  private static StateLocation stateLocation(YamlNode node, Function<String, Path> paths) {
    if (node instanceof YamlNode.Scalar scalar && scalar.text().equals("token")) {
      return new StateLocation.OnToken();
    }
    if (node instanceof YamlNode.Mapping mapping
        && mapping.entries().size() == 1
        && mapping.entries().get(new YamlNode.Key(0, "file")) instanceof YamlNode.Scalar folder) {
      return new StateLocation.InDirectory(paths.apply(folder.text()));
    }
    throw new IllegalArgumentException("must be token or { file: <folder> }");
  }
}
