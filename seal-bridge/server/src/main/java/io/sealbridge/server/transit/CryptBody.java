package io.sealbridge.server.transit;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Reads bodies of encrypt, decrypt and rewrap. */
final class CryptBody implements BodyReader.Fields {

  private final CryptFields single = new CryptFields();
  private @Nullable List<CryptFields> batch;
  private OptionalInt partialFailure = OptionalInt.empty();

  private CryptBody() {}

  /**
   * The caller closes the result.
   *
   * @throws BadBodyException if the body cannot be used
   */
  static Batch<CryptItem> read(byte[] body) {
    CryptBody fields = new CryptBody();
    int ignored = BodyReader.read(body, fields);
    List<CryptFields> batch = fields.batch;
    List<CryptFields> found = batch == null ? List.of(fields.single) : batch;
    List<CryptItem> items = found.stream().map(one -> one.item(body)).toList();
    if (batch == null) {
      items.getFirst().requireSound();
    }
    return new Batch<>(items, batch != null, fields.partialFailure, ignored);
  }

  @Override
  public boolean take(String name, FieldValue value) throws IOException {
    switch (name) {
      case "batch_input" -> {
        List<CryptFields> items = new ArrayList<>();
        value.items(
            Batch.MOST_ITEMS,
            () -> {
              CryptFields item = new CryptFields();
              items.add(item);
              return item;
            });
        batch = items;
      }
      case "partial_failure_response_code" ->
          partialFailure = OptionalInt.of(value.number(200, 599));
      case "convergent_encryption" -> refuseTrue(name, value);
      default -> {
        return single.take(name, value);
      }
    }
    return true;
  }

  private static void refuseTrue(String name, FieldValue value) throws IOException {
    if (value.flag()) {
      throw new BadBodyException(name + " is not supported: keys here are not convergent");
    }
  }
}
