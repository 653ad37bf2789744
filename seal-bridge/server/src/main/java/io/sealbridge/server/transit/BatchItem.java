package io.sealbridge.server.transit;

/** One thing to do: a request that has no batch, or an item of one. Owns its secrets. */
interface BatchItem extends AutoCloseable {

  /** What the client calls it; empty if it gave no name. */
  String reference();

  @Override
  void close();
}
