package dev.hatchway.session;

import java.util.concurrent.CompletableFuture;

/** An SSH connection. Each of its channels is a client of its own; what they share ends with it. */
public final class Connection {
  private final CompletableFuture<Void> ended = new CompletableFuture<>();

  /** Makes a connection that is open. */
  public Connection() {}

  /** Says that it is closed, for whatever reason, and does what waits for that. */
  public void end() {
    ended.complete(null);
  }

  /** Does this once the connection has ended; at once if it has. */
  void whenEnded(Runnable task) {
    var _ = ended.thenRun(task);
  }
}
