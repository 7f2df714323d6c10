package dev.hatchway.stream;

import dev.hatchway.container.Output;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a program has written and its client has not taken yet: the first part in memory, the rest
 * in a file. The engine must be read whatever the client does, because a stalled attach blocks the
 * container for everybody (moby#41827) and loses the tail of a program that ends meanwhile
 * (measured). Only when the file is full, too, the appending side waits.
 */
final class LagBuffer implements AutoCloseable {
  /** With the packets on their way to the client this stays below 1 MiB for each session. */
  static final int MEMORY = 512 * 1024;

  static final long SPILL = 256L * 1024 * 1024;

  private static final Logger log = LoggerFactory.getLogger(LagBuffer.class);
  private static final int LARGEST_PIECE = 64 * 1024;
  private static final int SMALLEST_PIECE = 1024;

  /** A disk that was full may have room again after this time. */
  private static final Duration RETRY = Duration.ofSeconds(2);

  /** In the file each piece has its output and its length in front. */
  private static final int HEAD = 1 + Integer.BYTES;

  private static final byte STDOUT = 1;
  private static final byte STDERR = 2;

  private final Path folder;
  private final long spillLimit;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Deque<LagPiece> memory = new ArrayDeque<>();
  private int memoryHeld;
  private @Nullable SpillFile spill;
  private boolean spillBroken;
  private long spillTried;
  private boolean unreadable;
  private boolean finished;
  private boolean discarding;

  LagBuffer(Path folder, long spillLimit) {
    this.folder = folder;
    this.spillLimit = spillLimit;
  }

  /** Takes all bytes of the buffer; waits only if memory and file are full. */
  void append(Output output, ByteBuffer bytes) throws IOException {
    lock.lock();
    try {
      while (!offer(output, bytes)) {
        // A disk that has room again does not tell.
        var _ = changed.awaitNanos(spillBroken ? RETRY.toNanos() : Long.MAX_VALUE);
      }
      bytes.position(bytes.limit());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while a client lagged behind", e);
    } finally {
      lock.unlock();
    }
  }

  /** Takes all bytes of the buffer, or as many as there is room for and returns false. */
  boolean offer(Output output, ByteBuffer bytes) {
    lock.lock();
    try {
      while (bytes.hasRemaining() && !discarding) {
        int count = Math.min(bytes.remaining(), LARGEST_PIECE);
        if (!keep(output, bytes.slice().limit(count))) {
          return false;
        }
        bytes.position(bytes.position() + count);
        changed.signalAll();
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Waits for the oldest piece; empty when all has been taken and nothing more will come. */
  Optional<LagPiece> take() throws IOException, InterruptedException {
    lock.lock();
    try {
      while (true) {
        if (discarding) {
          return Optional.empty();
        }
        LagPiece piece = memory.poll();
        if (piece != null) {
          memoryHeld -= piece.bytes().length;
          changed.signalAll();
          return Optional.of(piece);
        }
        if (spill != null && spill.size() > 0) {
          LagPiece old = readBack(spill);
          changed.signalAll();
          return Optional.of(old);
        }
        if (finished) {
          return Optional.empty();
        }
        changed.await();
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * Hands everything to the client until nothing more will come, or it takes no more. Returns
   * whether all of it could be read back from the file.
   */
  boolean handTo(ClientEnd client) {
    try {
      for (Optional<LagPiece> next = take(); next.isPresent(); next = take()) {
        LagPiece piece = next.get();
        client.write(piece.output(), piece.bytes(), 0, piece.length());
      }
      client.flush();
    } catch (IOException e) {
      log.debug("a client takes no more output: {}", e.getMessage());
      discard();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      discard();
    }
    return !unreadable;
  }

  /** Says that nothing more will be appended. */
  void finish() {
    lock.lock();
    try {
      finished = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Throws away what is here and what comes from now on: there is nobody to take it. */
  void discard() {
    lock.lock();
    try {
      discarding = true;
      memory.clear();
      memoryHeld = 0;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Bytes held in memory now. */
  int memoryHeld() {
    lock.lock();
    try {
      return memoryHeld;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      discard();
      if (spill != null) {
        spill.close();
      }
    } catch (IOException e) {
      log.warn("a spill file could not be closed", e);
    } finally {
      lock.unlock();
    }
  }

  private boolean keep(Output output, ByteBuffer bytes) {
    boolean spilled = spill != null && spill.size() > 0;
    return (!spilled && keepInMemory(output, bytes)) || keepInFile(output, bytes);
  }

  private boolean keepInMemory(Output output, ByteBuffer bytes) {
    LagPiece last = memory.peekLast();
    if (last != null && last.output() == output && last.room() >= bytes.remaining()) {
      last.add(bytes);
      return true;
    }
    // The room that the piece takes counts, not only the bytes that are in it yet.
    int capacity = capacityFor(bytes.remaining());
    if (memoryHeld + capacity > MEMORY) {
      return false;
    }
    LagPiece piece = new LagPiece(output, capacity);
    piece.add(bytes);
    memory.add(piece);
    memoryHeld += capacity;
    return true;
  }

  /** Small pieces get room for more, so that a program that writes byte by byte costs little. */
  private static int capacityFor(int count) {
    return Math.min(LARGEST_PIECE, Math.max(SMALLEST_PIECE, Integer.highestOneBit(count) * 2));
  }

  private boolean keepInFile(Output output, ByteBuffer bytes) {
    if (spillBroken && System.nanoTime() - spillTried < RETRY.toNanos()) {
      return false;
    }
    spillTried = System.nanoTime();
    try {
      if (spill == null) {
        spill = new SpillFile(folder, spillLimit);
      }
      if (!spill.hasRoomFor(HEAD + bytes.remaining())) {
        return false;
      }
      ByteBuffer framed = ByteBuffer.allocate(HEAD + bytes.remaining());
      framed
          .put(output == Output.ERR ? STDERR : STDOUT)
          .putInt(bytes.remaining())
          .put(bytes)
          .flip();
      spill.append(framed);
      spillBroken = false;
      return true;
    } catch (IOException e) {
      if (!spillBroken) {
        log.warn(
            "a client lags behind and its output cannot be kept in a file, so its program waits: {}",
            e.getMessage());
      }
      spillBroken = true;
      return false;
    }
  }

  private LagPiece readBack(SpillFile spilled) throws IOException {
    try {
      return fromFile(spilled);
    } catch (IOException e) {
      log.warn("what a client has not taken yet cannot be read back: {}", e.getMessage());
      unreadable = true;
      throw e;
    }
  }

  private static LagPiece fromFile(SpillFile spill) throws IOException {
    ByteBuffer head = ByteBuffer.allocate(HEAD);
    spill.take(head);
    head.flip();
    Output output = head.get() == STDERR ? Output.ERR : Output.OUT;
    int length = head.getInt();
    LagPiece piece = new LagPiece(output, length);
    ByteBuffer bytes = ByteBuffer.allocate(length);
    spill.take(bytes);
    piece.add(bytes.flip());
    return piece;
  }
}
