package dev.hatchway.stream;

import dev.hatchway.container.Program;
import dev.hatchway.container.ProgramEnd;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries the bytes of one session both ways until the program has ended and its client has all of
 * its output.
 *
 * <p>Who waits for whom: the calling thread reads the program's output to its end; one thread hands
 * it to the client and is awaited, because the last byte comes before the exit status; one thread
 * hands the client's input to the program and is not awaited, because some clients never end their
 * input; one thread takes what else the client tells. None of them is ever interrupted while it
 * reads or writes a channel: an interrupt would close it.
 */
public final class Carrier {
  private static final Logger log = LoggerFactory.getLogger(Carrier.class);

  private final Path spillFolder;

  /**
   * @param spillFolder where the output of clients that lag behind is kept
   */
  public Carrier(Path spillFolder) {
    this.spillFolder = spillFolder;
  }

  /**
   * Carries until the program has ended.
   *
   * @param onGone what to do to the program when the client disappears; runs on a thread of its own
   */
  public ProgramEnd carry(ClientEnd client, Program program, Runnable onGone) {
    try (LagBuffer lag = new LagBuffer(spillFolder, LagBuffer.SPILL)) {
      Thread events =
          Thread.ofVirtual()
              .name("session-events")
              .start(() -> follow(client, program, lag, onGone));
      Thread.ofVirtual().name("session-input").start(() -> carryInput(client, program));
      Thread output =
          Thread.ofVirtual().name("session-output").start(() -> carryOutput(lag, client));
      Optional<String> broken = readOutput(program, lag);
      ProgramEnd end = program.awaitEnd();
      output.join();
      client.post(new ClientEvent.Over());
      events.join();
      return broken.isPresent() && end instanceof ProgramEnd.Exited
          ? new ProgramEnd.Lost(broken.get())
          : end;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new ProgramEnd.Lost("the gateway ended the session");
    } finally {
      program.close();
    }
  }

  /** Returns what broke, empty if the output came to its end. */
  private static Optional<String> readOutput(Program program, LagBuffer lag) {
    try {
      program.readOutput(lag::append);
      return Optional.empty();
    } catch (IOException e) {
      log.warn("a program's output broke off", e);
      return Optional.of("the connection to the program broke");
    } finally {
      lag.finish();
    }
  }

  private static void carryOutput(LagBuffer lag, ClientEnd client) {
    try {
      for (Optional<LagBuffer.Piece> next = lag.take(); next.isPresent(); next = lag.take()) {
        LagBuffer.Piece piece = next.get();
        client.write(piece.output(), piece.bytes(), 0, piece.length());
      }
      client.flush();
    } catch (IOException e) {
      log.debug("a client takes no more output: {}", e.getMessage());
      lag.discard();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      lag.discard();
    }
  }

  private static void carryInput(ClientEnd client, Program program) {
    try {
      for (var input = client.readInput(); input.isPresent(); input = client.readInput()) {
        byte[] bytes = input.get();
        program.writeInput(bytes, 0, bytes.length);
        client.inputDone(bytes.length);
      }
      if (!client.isGone()) {
        program.endInput();
      }
    } catch (IOException e) {
      // A program need not read its input: it has ended, or closed it.
      log.debug("a program takes no more input: {}", e.getMessage());
    }
  }

  private static void follow(ClientEnd client, Program program, LagBuffer lag, Runnable onGone) {
    try {
      while (true) {
        switch (client.nextEvent()) {
          case ClientEvent.Resized(var window) -> program.resize(window);
          case ClientEvent.Signalled(String name) -> program.signal(name);
          case ClientEvent.Gone() -> {
            lag.discard();
            Thread.ofVirtual().name("session-gone").start(onGone);
            return;
          }
          case ClientEvent.Over() -> {
            return;
          }
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
