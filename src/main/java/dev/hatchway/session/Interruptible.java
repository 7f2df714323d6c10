package dev.hatchway.session;

import dev.hatchway.container.EngineException;
import dev.hatchway.model.ExitCode;
import dev.hatchway.stream.LaggingEnd;

/** Work for a client that ends early when the client wants it to, or is gone. */
final class Interruptible {
  private final Client client;
  private final LaggingEnd end;
  private final Thread worker = Thread.currentThread();
  private boolean over;
  private boolean interrupted;

  /**
   * @param end of the client; what it has not taken is given up with the work
   */
  Interruptible(Client client, LaggingEnd end) {
    this.client = client;
    this.end = end;
  }

  /** Does the work on this thread, which is interrupted to end it. */
  ExitCode run(Work work) {
    try (var _ = new Interrupts(client, this::interrupt)) {
      ExitCode code = work.run();
      return finish() ? ExitCode.INTERRUPTED : code;
    } catch (InterruptedException e) {
      return ExitCode.INTERRUPTED;
    } catch (EngineException e) {
      // An interrupt closes the connection to the engine that the worker waits on.
      if (!finish()) {
        throw e;
      }
      return ExitCode.INTERRUPTED;
    } finally {
      finish();
    }
  }

  private synchronized void interrupt() {
    if (!over) {
      interrupted = true;
      end.abandon();
      worker.interrupt();
    }
  }

  /** Clears the interrupt, which was for the work alone; returns whether there was one. */
  private synchronized boolean finish() {
    over = true;
    Thread.interrupted();
    return interrupted;
  }

  /** What is done. */
  @FunctionalInterface
  interface Work {
    ExitCode run() throws InterruptedException;
  }
}
