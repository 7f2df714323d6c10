package dev.hatchway.ssh;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A client's input that nobody has taken yet. The channel's window bounds its bytes, but not the
 * packets that they come in; small ones share an array, because one of its own for each byte would
 * cost fifty times as much.
 */
final class InputQueue {
  /** A line that is typed, and some more. */
  private static final int SMALLEST = 256;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Deque<ByteBuffer> chunks = new ArrayDeque<>();
  private boolean ended;

  /** Copies the bytes. */
  void add(byte[] bytes, int offset, int length) {
    lock.lock();
    try {
      ByteBuffer last = chunks.peekLast();
      if (last == null || last.remaining() < length) {
        last = ByteBuffer.allocate(Math.max(SMALLEST, length));
        chunks.add(last);
      }
      last.put(bytes, offset, length);
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  /** Says that no more will come. */
  void end() {
    lock.lock();
    try {
      ended = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Waits for bytes; empty when all have been taken and no more will come. */
  Optional<byte[]> take() throws InterruptedException {
    lock.lock();
    try {
      while (chunks.isEmpty() && !ended) {
        changed.await();
      }
      return Optional.ofNullable(chunks.poll()).map(InputQueue::bytes);
    } finally {
      lock.unlock();
    }
  }

  private static byte[] bytes(ByteBuffer chunk) {
    byte[] bytes = new byte[chunk.flip().remaining()];
    chunk.get(bytes);
    return bytes;
  }
}
