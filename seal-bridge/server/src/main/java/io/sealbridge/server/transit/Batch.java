package io.sealbridge.server.transit;

import java.util.List;
import java.util.OptionalInt;

/**
 * What a body asks for.
 *
 * @param items one, unless it is a batch
 * @param isBatch the answer is a list, even for one item
 * @param partialFailure the status to answer when some items failed and some did not
 * @param ignoredFields how many fields were there that mean nothing to this service
 */
record Batch<I extends BatchItem>(
    List<I> items, boolean isBatch, OptionalInt partialFailure, int ignoredFields)
    implements AutoCloseable {

  /** A body is bounded too; this bounds the calls of the HSM behind it. */
  static final int MOST_ITEMS = 1_000;

  Batch {
    items = List.copyOf(items);
    if (items.isEmpty()) {
      throw new BadBodyException("missing batch input to process");
    }
  }

  @Override
  public void close() {
    items.forEach(BatchItem::close);
  }
}
