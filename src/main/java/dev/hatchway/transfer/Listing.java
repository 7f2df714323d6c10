package dev.hatchway.transfer;

import java.io.Closeable;
import java.util.Optional;

/** The children of a folder, one after the other, so that a large folder needs no memory. */
public interface Listing extends Closeable {
  /** One child of a folder. */
  record Child(String name, Attributes attributes) {}

  /** Returns the next child, empty after the last. */
  Optional<Child> next() throws TransferException;

  @Override
  void close() throws TransferException;
}
