package dev.hatchway.ssh;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.util.buffer.Buffer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks clients that are silent whether they are still there, and ends the connections of those that
 * do not answer, as {@code ClientAliveInterval} and {@code ClientAliveCountMax} do
 * (sshd_config(5)). The question is a request within the encrypted connection, so nobody on the way
 * can answer it. A client that takes no output answers all the same; one that is stopped, or whose
 * cable is cut, does not. One thread watches over all connections and never waits for any of them.
 */
final class Keepalive implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Keepalive.class);

  /** What {@code sshd} asks; a client that knows no such request says so, which is an answer. */
  private static final String QUESTION = "keepalive@openssh.com";

  /** Silence is noticed late by a part of the interval at most. */
  private static final int LOOKS_PER_INTERVAL = 4;

  private final Duration interval;
  private final int most;
  private final Supplier<List<HeardSession>> connections;
  private final ScheduledExecutorService watch =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("keepalive").factory());

  /**
   * @param interval of silence after which a client is asked; zero: never
   * @param most how many questions in a row may stay without an answer
   */
  Keepalive(Duration interval, int most, Supplier<List<HeardSession>> connections) {
    this.interval = interval;
    this.most = most;
    this.connections = connections;
  }

  /** Begins to watch. */
  void start() {
    if (interval.isPositive()) {
      long pause = interval.dividedBy(LOOKS_PER_INTERVAL).toNanos();
      var _ = watch.scheduleWithFixedDelay(this::look, pause, pause, TimeUnit.NANOSECONDS);
    }
  }

  @Override
  public void close() {
    watch.shutdownNow();
  }

  private void look() {
    try {
      connections.get().forEach(this::look);
    } catch (RuntimeException e) {
      log.error("silent clients were not looked for this time", e);
    }
  }

  /** A socket without room, or a key exchange, may hold up whoever writes. */
  private void look(HeardSession connection) {
    switch (connection.unanswered().next(connection.silence(), System.nanoTime(), interval, most)) {
      case NOTHING -> {}
      case ASK -> Thread.ofVirtual().name("keepalive").start(() -> ask(connection));
      case GIVE_UP -> Thread.ofVirtual().name("keepalive").start(() -> giveUp(connection));
    }
  }

  private static void ask(HeardSession connection) {
    try {
      Buffer question = connection.createBuffer(SshConstants.SSH_MSG_GLOBAL_REQUEST);
      question.putString(QUESTION);
      question.putBoolean(true);
      // Whatever the answer is, it is heard.
      var _ = connection.request(question, QUESTION, (_, _) -> {});
    } catch (IOException e) {
      log.debug("a client could not be asked whether it is there: {}", e.getMessage());
    }
  }

  /**
   * Nothing is said to the client: if it goes on one day, it answers the old questions first, and
   * learns by that that the connection is gone.
   */
  private void giveUp(HeardSession connection) {
    log.info("a client has not answered {} keepalives and is taken to be gone", most);
    var _ = connection.close(true);
  }
}
