package dev.hatchway.docker;

import dev.hatchway.container.EngineException;
import dev.hatchway.container.Outage;
import dev.hatchway.container.Output;
import dev.hatchway.container.OutputSink;
import dev.hatchway.container.Program;
import dev.hatchway.container.ProgramEnd;
import dev.hatchway.model.Window;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The main program of a container for as long as it runs, through breaks of the connection to the
 * engine. If the engine is away and is one that leaves its containers running, it is waited for.
 * Whoever reads the output finds the break and connects anew; whoever writes input waits for that.
 */
final class LastingProgram implements Program {
  /**
   * An engine that is updated is back within some seconds; one that is not back by then is dead.
   */
  private static final Duration LONGEST = Duration.ofSeconds(60);

  private static final Duration RETRY = Duration.ofMillis(250);

  private final EngineApi engine;
  private final WayBack way;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private OneOffProgram now;
  private boolean broken;
  private boolean over;
  private boolean inputEnded;
  private volatile Optional<Window> window;

  /**
   * @param first the program as it is connected now
   * @param window of its terminal, empty if there is none or its size is not known
   */
  LastingProgram(EngineApi engine, WayBack way, OneOffProgram first, Optional<Window> window) {
    this.engine = engine;
    this.way = way;
    this.now = first;
    this.window = window;
  }

  @Override
  public boolean hasTerminal() {
    return now().hasTerminal();
  }

  @Override
  public void readOutput(OutputSink sink) throws IOException {
    Guarded guarded = new Guarded(sink);
    try {
      boolean goesOn = true;
      while (goesOn) {
        goesOn = readOn(guarded);
      }
    } finally {
      change(() -> over = true);
    }
  }

  /** Returns false at the end, true if there is a new connection to go on with. */
  private boolean readOn(Guarded sink) throws IOException {
    try {
      now().readOutput(sink);
    } catch (IOException e) {
      if (!sink.failed && comeBack(sink, new WayBack.Break(Instant.now(), false))) {
        return true;
      }
      throw e;
    }
    WayBack.Break broke = new WayBack.Break(Instant.now(), true);
    return !now().isEndKnown() && comeBack(sink, broke);
  }

  /** Looks for the program until it is found; returns false if it is lost. */
  private boolean comeBack(OutputSink sink, WayBack.Break broke) {
    long deadline = System.nanoTime() + LONGEST.toNanos();
    boolean told = false;
    change(() -> broken = true);
    try {
      while (true) {
        try {
          WayBack.Found found = way.find(broke);
          take(found.program());
          sink.hear(found.outage());
          return true;
        } catch (EngineException.Gone e) {
          return false;
        } catch (EngineException e) {
          if (!engine.keepsContainers() || System.nanoTime() > deadline) {
            return false;
          }
          if (!told) {
            sink.hear(Outage.BEGUN);
            told = true;
          }
          Pause.of(RETRY);
        }
      }
    } finally {
      change(() -> broken = false);
    }
  }

  /** The size is set twice, so that it changes and the program draws its screen anew. */
  private void take(OneOffProgram found) {
    now().close();
    window.ifPresent(
        size -> {
          if (size.rows() > 1) {
            found.resize(new Window(size.columns(), size.rows() - 1));
          }
          found.resize(size);
        });
    change(
        () -> {
          now = found;
          if (inputEnded) {
            found.endInput();
          }
        });
  }

  @Override
  public void writeInput(byte[] bytes, int offset, int length) throws IOException {
    ByteBuffer left = ByteBuffer.wrap(bytes, offset, length);
    while (left.hasRemaining()) {
      OneOffProgram program = connected();
      try {
        program.write(left);
      } catch (IOException e) {
        if (!isReplaced(program)) {
          throw e;
        }
      }
    }
  }

  @Override
  public void endInput() {
    change(
        () -> {
          inputEnded = true;
          now.endInput();
        });
  }

  @Override
  public void resize(Window size) {
    window = Optional.of(size);
    now().resize(size);
  }

  /** Not awaited: whoever sends it must hear what else the client does. */
  @Override
  public void signal(String name) {
    if (isBroken()) {
      Thread.ofVirtual().name("late-signal").start(() -> connected().signal(name));
    } else {
      now().signal(name);
    }
  }

  @Override
  public ProgramEnd awaitEnd() {
    return now().awaitEnd();
  }

  @Override
  public void end(Duration patience) {
    OneOffProgram program;
    do {
      program = connected();
      program.end(patience);
    } while (isBroken() || now() != program);
  }

  @Override
  public void close() {
    now().close();
  }

  private OneOffProgram now() {
    lock.lock();
    try {
      return now;
    } finally {
      lock.unlock();
    }
  }

  private boolean isBroken() {
    lock.lock();
    try {
      return broken;
    } finally {
      lock.unlock();
    }
  }

  /** Returns the program when it is connected, or lost. */
  private OneOffProgram connected() {
    lock.lock();
    try {
      while (broken) {
        changed.awaitUninterruptibly();
      }
      return now;
    } finally {
      lock.unlock();
    }
  }

  /** Waits until it is known whether that connection was the last one. */
  private boolean isReplaced(OneOffProgram program) {
    lock.lock();
    try {
      while (now == program && !over) {
        changed.awaitUninterruptibly();
      }
      return now != program;
    } finally {
      lock.unlock();
    }
  }

  private void change(Runnable change) {
    lock.lock();
    try {
      change.run();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** A sink of which is known whether it was it that failed, and not the engine. */
  private static final class Guarded implements OutputSink {
    private final OutputSink sink;
    private boolean failed;

    Guarded(OutputSink sink) {
      this.sink = sink;
    }

    @Override
    public void accept(Output output, ByteBuffer bytes) throws IOException {
      failed = true;
      sink.accept(output, bytes);
      failed = false;
    }

    @Override
    public void hear(Outage outage) {
      sink.hear(outage);
    }
  }
}
