package dev.hatchway.stream;

import dev.hatchway.container.Outage;
import dev.hatchway.container.Output;
import dev.hatchway.container.OutputSink;
import dev.hatchway.container.Program;
import dev.hatchway.container.ProgramEnd;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running program and the clients that are at it: each gets all of its output, what they type
 * goes to it in the order in which it comes, and whoever comes later sees the last of what was
 * written before.
 *
 * <p>Who waits for whom: one thread reads the program's output to its end and never waits for a
 * client, but for the one that started the program and whose buffer is full. For each client the
 * calling thread of {@link #join} takes what it tells, one thread hands it the output and is
 * awaited, because the last byte comes before the exit status, and one hands its input to the
 * program and is not awaited, because some clients never end their input. None of them is ever
 * interrupted while it reads or writes a channel: an interrupt would close it.
 */
public final class SharedProgram {
  private static final Logger log = LoggerFactory.getLogger(SharedProgram.class);

  private final Program program;
  private final Path spillFolder;
  private final long spillLimit;
  private final LastOutput lastOut;
  private final LastOutput lastErr;
  private final ReentrantLock joining = new ReentrantLock();
  private final ReentrantLock typing = new ReentrantLock();
  private final List<Viewer> viewers = new CopyOnWriteArrayList<>();
  private final CompletableFuture<ProgramEnd> end = new CompletableFuture<>();
  private boolean outputBegun;
  private boolean outputEnded;
  private volatile Consumer<Outage> outages = _ -> {};
  private volatile long lastByte = System.nanoTime();

  /**
   * @param spillFolder where the output of clients that lag behind is kept
   * @param spillLimit bytes of such output that are kept for each of them
   * @param kept bytes of output that are kept for clients that come later, and half as many of
   *     errors: together less than an empty buffer takes
   */
  SharedProgram(Program program, Path spillFolder, long spillLimit, int kept) {
    this.program = program;
    this.spillFolder = spillFolder;
    this.spillLimit = spillLimit;
    this.lastOut = new LastOutput(kept, program.hasTerminal());
    this.lastErr = new LastOutput(kept / 2, false);
  }

  /** Returns whether the program has a terminal. */
  public boolean hasTerminal() {
    return program.hasTerminal();
  }

  /** Tells the listener when the engine goes away under the program and when it is back. */
  public void onOutage(Consumer<Outage> listener) {
    outages = listener;
  }

  /** Completes when the program has ended and its output, which somebody began, is read. */
  public CompletableFuture<ProgramEnd> end() {
    return end;
  }

  /** Waits until the program has ended. */
  public ProgramEnd awaitEnd() {
    try {
      return end.join();
    } catch (CompletionException e) {
      log.error("the end of a program could not be told", e);
      return new ProgramEnd.Lost("the gateway failed");
    }
  }

  /** Ends the program if it still runs; returns when it is gone. */
  public void stop(Duration patience) {
    program.end(patience);
  }

  /** How many clients are at it now. */
  public int clients() {
    return viewers.size();
  }

  /** How long no byte has come from it or gone to it. */
  public Duration silence() {
    return Duration.ofNanos(System.nanoTime() - lastByte);
  }

  /** Begins to read its output though nobody is there: the last of it is kept. */
  public void begin() {
    joining.lock();
    try {
      beginOutput();
    } finally {
      joining.unlock();
    }
  }

  /** Returns whether the program fills the screen of its terminal now, as an editor does. */
  public boolean isFullScreen() {
    return modes().filter(TerminalModes::isFullScreen).isPresent();
  }

  /** Returns what takes back all that the program has set up in its terminal. */
  public byte[] takenBack() {
    return modes().map(TerminalModes::takenBack).orElse(new byte[0]);
  }

  /**
   * Carries bytes between the client and the program until one of them has ended. A client that
   * goes before the program keeps its terminal, which is left as if the program had not been there.
   */
  public Stay join(ClientEnd client, Part part) {
    try (LagBuffer lag = new LagBuffer(spillFolder, spillLimit)) {
      Viewer viewer = new Viewer(client, lag, part == Part.STARTER);
      Stay stay = stay(viewer, part);
      if (!(stay instanceof Stay.Over) && !client.isGone()) {
        viewer.sayLast(takenBack());
      }
      return stay;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Stay.Over(new ProgramEnd.Lost("the gateway ended the session"));
    }
  }

  private Stay stay(Viewer viewer, Part part) throws InterruptedException {
    enter(viewer);
    try {
      viewer.start();
      if (part != Part.ONLOOKER) {
        Thread.ofVirtual()
            .name("session-input")
            .start(() -> carryInput(viewer.client(), part == Part.STARTER));
      }
      return follow(viewer, part);
    } finally {
      viewers.remove(viewer);
      viewer.discard();
    }
  }

  private Optional<TerminalModes> modes() {
    joining.lock();
    try {
      return lastOut.modes();
    } finally {
      joining.unlock();
    }
  }

  private void readToTheEnd() {
    Optional<String> broken = readOutput();
    try {
      ProgramEnd told = program.awaitEnd();
      end.complete(
          broken.isPresent() && told instanceof ProgramEnd.Exited
              ? new ProgramEnd.Lost(broken.get())
              : told);
    } catch (RuntimeException e) {
      end.completeExceptionally(e);
    } finally {
      program.close();
    }
  }

  /** Returns what broke, empty if the output came to its end. */
  private Optional<String> readOutput() {
    try {
      program.readOutput(
          new OutputSink() {
            @Override
            public void accept(Output output, ByteBuffer bytes) throws IOException {
              spread(output, bytes);
            }

            @Override
            public void hear(Outage outage) {
              outages.accept(outage);
            }
          });
      return Optional.empty();
    } catch (IOException e) {
      log.warn("a program's output broke off", e);
      return Optional.of("the connection to the program broke");
    } finally {
      joining.lock();
      try {
        outputEnded = true;
        viewers.forEach(Viewer::finish);
      } finally {
        joining.unlock();
      }
    }
  }

  /** Whoever joins gets what is kept and then all that is spread afterwards: nothing twice. */
  private void spread(Output output, ByteBuffer bytes) throws IOException {
    lastByte = System.nanoTime();
    List<Viewer> present;
    joining.lock();
    try {
      (output == Output.ERR ? lastErr : lastOut).append(bytes.duplicate());
      present = List.copyOf(viewers);
    } finally {
      joining.unlock();
    }
    for (Viewer viewer : present) {
      viewer.take(output, bytes.duplicate());
    }
    bytes.position(bytes.limit());
  }

  /** The output is read from the moment on at which somebody is there to get all of it. */
  private void enter(Viewer viewer) {
    joining.lock();
    try {
      viewer.replay(Output.OUT, lastOut.bytes());
      viewer.replay(Output.ERR, lastErr.bytes());
      viewers.add(viewer);
      if (outputEnded) {
        viewer.finish();
      }
      beginOutput();
    } finally {
      joining.unlock();
    }
  }

  private void beginOutput() {
    if (!outputBegun) {
      outputBegun = true;
      Thread.ofVirtual().name("program-output").start(this::readToTheEnd);
    }
  }

  private void carryInput(ClientEnd client, boolean starter) {
    try {
      for (var input = client.readInput(); input.isPresent(); input = client.readInput()) {
        byte[] bytes = input.get();
        lastByte = System.nanoTime();
        type(bytes);
        client.inputDone(bytes.length);
      }
      if (starter && !client.isGone()) {
        program.endInput();
      }
    } catch (IOException e) {
      // A program need not read its input: it has ended, or closed it.
      log.debug("a program takes no more input: {}", e.getMessage());
    }
  }

  private void type(byte[] bytes) throws IOException {
    typing.lock();
    try {
      program.writeInput(bytes, 0, bytes.length);
    } finally {
      typing.unlock();
    }
  }

  private Stay follow(Viewer viewer, Part part) throws InterruptedException {
    while (true) {
      switch (viewer.client().nextEvent()) {
        case ClientEvent.Resized(var window) when part != Part.ONLOOKER -> program.resize(window);
        case ClientEvent.Signalled(String name) when part != Part.ONLOOKER -> program.signal(name);
        case ClientEvent.Resized _, ClientEvent.Signalled _ -> {}
        case ClientEvent.Gone(), ClientEvent.Leaving() -> {
          return new Stay.Left();
        }
        case ClientEvent.Over() -> {
          return outcome(viewer);
        }
      }
    }
  }

  private Stay outcome(Viewer viewer) {
    if (viewer.isRobbed()) {
      return new Stay.Over(
          new ProgramEnd.Lost("the gateway cannot read back output that it kept on its disk"));
    }
    return viewer.isCutOff() ? new Stay.LaggedBehind() : new Stay.Over(awaitEnd());
  }
}
