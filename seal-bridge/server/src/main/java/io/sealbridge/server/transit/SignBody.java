package io.sealbridge.server.transit;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Reads bodies of sign, verify, hmac and hash: options for all items, and the items. */
final class SignBody implements BodyReader.Fields {

  private final SignFields single = new SignFields();
  private final SignOptions.Fields options = new SignOptions.Fields();
  private @Nullable List<SignFields> found;
  private OptionalInt keyVersion = OptionalInt.empty();
  private String format = "";
  private Batch<SignItem> batch = NOTHING;

  private static final Batch<SignItem> NOTHING =
      new Batch<>(List.of(new SignItem(null, null, null, "", null)), false, OptionalInt.empty(), 0);

  private SignBody() {}

  /**
   * @throws BadBodyException if the body cannot be used
   */
  static SignBody read(byte[] body) {
    SignBody read = new SignBody();
    int ignored = BodyReader.read(body, read);
    List<SignFields> many = read.found;
    List<SignFields> fields = many == null ? List.of(read.single) : many;
    read.batch =
        new Batch<>(
            fields.stream().map(one -> one.item(body)).toList(),
            many != null,
            OptionalInt.empty(),
            ignored);
    return read;
  }

  Batch<SignItem> batch() {
    return batch;
  }

  /** {@code hash} is the one of the path, or empty. */
  SignOptions options(String hash) {
    return options.options(hash);
  }

  /** Empty for the latest. */
  OptionalInt keyVersion() {
    return keyVersion;
  }

  /** Of a hash's sum; empty if not given. */
  String format() {
    return format;
  }

  @Override
  public boolean take(String name, FieldValue value) throws IOException {
    switch (name) {
      case "batch_input" -> {
        List<SignFields> items = new ArrayList<>();
        value.items(
            Batch.MOST_ITEMS,
            () -> {
              SignFields item = new SignFields();
              items.add(item);
              return item;
            });
        found = items;
      }
      case "key_version" -> keyVersion = CryptFields.version(value);
      case "format" -> format = value.text();
      default -> {
        return options.take(name, value) || single.take(name, value);
      }
    }
    return true;
  }
}
