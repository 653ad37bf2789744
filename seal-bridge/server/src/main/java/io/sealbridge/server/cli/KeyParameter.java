package io.sealbridge.server.cli;

import io.sealbridge.keyring.KeyName;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a key's name. */
final class KeyParameter implements ITypeConverter<KeyName> {
  @Override
  public KeyName convert(String text) {
    if (!KeyName.isValid(text)) {
      throw new TypeConversionException(
          "\""
              + text
              + "\" is no name for a key: it must match [a-z0-9][a-z0-9_-]{0,62} and not end in"
              + " -v<digits>");
    }
    return new KeyName(text);
  }
}
