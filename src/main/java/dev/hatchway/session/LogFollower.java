package dev.hatchway.session;

import dev.hatchway.app.Process;
import dev.hatchway.container.Containers;
import dev.hatchway.container.EngineException;
import dev.hatchway.container.LogLine;
import dev.hatchway.model.ExitCode;
import dev.hatchway.stream.ClientEnd;
import dev.hatchway.stream.ClientEvent;
import java.io.IOException;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * Goes on with what processes print until they end, the client is gone, or it asks for the end:
 * with a terminal by Ctrl-C, which nobody but the gateway reads here.
 */
final class LogFollower {
  private static final String INTERRUPT = "INT";
  private static final byte CTRL_C = 3;

  private final Containers containers;
  private final Visit visit;
  private final ClientEnd client;
  private final AtomicReference<ExitCode> code = new AtomicReference<>(ExitCode.OK);

  LogFollower(Containers containers, Visit visit) {
    this.containers = containers;
    this.visit = visit;
    this.client = visit.client().end();
  }

  /** Hands each line to the reader, with the process that printed it. */
  ExitCode follow(List<Process> processes, int lines, BiConsumer<Process, LogLine> reader) {
    try (ExecutorService readers = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Process process : processes) {
        readers.execute(() -> read(process, lines, line -> reader.accept(process, line)));
      }
      Thread.ofVirtual().name("session-events").start(() -> awaitEvent(readers));
      if (visit.client().hasTerminal()) {
        Thread.ofVirtual().name("session-input").start(this::awaitInterrupt);
      }
    }
    client.post(new ClientEvent.Over());
    return code.get();
  }

  private void read(Process process, int lines, Consumer<LogLine> reader) {
    try {
      containers.logs(process, OptionalInt.of(lines), true, reader);
    } catch (EngineException.Gone e) {
      visit.voice().status(process.name() + " is gone");
    } catch (EngineException e) {
      // An interrupted one was asked to end.
      if (!Thread.currentThread().isInterrupted()) {
        visit
            .voice()
            .problem("the log of %s broke off: %s".formatted(process.name(), e.getMessage()));
        code.set(ExitCode.GATEWAY_FAILED);
      }
    }
  }

  /** An interrupt closes the connection that a reader waits on. */
  private void awaitEvent(ExecutorService readers) {
    try {
      while (true) {
        switch (client.nextEvent()) {
          case ClientEvent.Resized _ -> {}
          case ClientEvent.Signalled _, ClientEvent.Leaving() -> {
            code.set(ExitCode.INTERRUPTED);
            readers.shutdownNow();
          }
          case ClientEvent.Gone() -> {
            readers.shutdownNow();
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

  private void awaitInterrupt() {
    try {
      for (var input = client.readInput(); input.isPresent(); input = client.readInput()) {
        byte[] bytes = input.get();
        for (byte each : bytes) {
          if (each == CTRL_C) {
            client.post(new ClientEvent.Signalled(INTERRUPT));
          }
        }
        client.inputDone(bytes.length);
      }
    } catch (IOException e) {
      // The client is gone, which is an event of its own.
      return;
    }
  }
}
