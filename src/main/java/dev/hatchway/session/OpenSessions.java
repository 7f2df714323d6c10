package dev.hatchway.session;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The sessions that there are now: bounded in number, and told when the gateway stops. */
public final class OpenSessions {
  private static final Logger log = LoggerFactory.getLogger(OpenSessions.class);

  private final int most;
  private final int mostOfUser;
  private final OpenFiles files;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition left = lock.newCondition();
  private final Set<Client> clients = new HashSet<>();
  private final Map<Client, String> ids = new HashMap<>();
  private final Map<String, Integer> ofUser = new HashMap<>();
  private boolean draining;

  /**
   * @param most in all
   * @param mostOfUser of one user
   * @param files that sessions need; if there are too few, there may be fewer sessions
   */
  public OpenSessions(int most, int mostOfUser, OpenFiles files) {
    this.most = Math.min(most, files.sessions());
    this.mostOfUser = mostOfUser;
    this.files = files;
    if (this.most < most) {
      log.warn(
          "the system lets the gateway open {} files, which is enough for {} sessions and not for"
              + " {} (limits.sessions); allow it more (ulimit -n, LimitNOFILE=)",
          files.most(),
          this.most,
          most);
    }
  }

  /** Counts a session in; returns why not if it may not be, and then it was not counted. */
  Optional<String> enter(Client client) {
    boolean tooFewFiles = files.areScarce();
    lock.lock();
    try {
      String user = client.grant().user().name();
      if (draining) {
        return Optional.of("the gateway is being stopped; try again in a moment");
      }
      if (clients.size() >= most || tooFewFiles) {
        return Optional.of("the gateway has too many open sessions; try again in a moment");
      }
      if (ofUser.getOrDefault(user, 0) >= mostOfUser) {
        return Optional.of("you have %d open sessions; close one first".formatted(mostOfUser));
      }
      clients.add(client);
      ofUser.merge(user, 1, Integer::sum);
      return Optional.empty();
    } finally {
      lock.unlock();
    }
  }

  /** Gives a session that was counted in its id. */
  void name(Client client, String session) {
    lock.lock();
    try {
      ids.put(client, session);
    } finally {
      lock.unlock();
    }
  }

  /** Returns whether the session of that id has not ended yet. */
  boolean isOpen(String session) {
    lock.lock();
    try {
      return ids.containsValue(session);
    } finally {
      lock.unlock();
    }
  }

  void leave(Client client) {
    lock.lock();
    try {
      ids.remove(client);
      if (clients.remove(client)) {
        ofUser.computeIfPresent(
            client.grant().user().name(), (user, count) -> count == 1 ? null : count - 1);
        left.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Takes no more sessions, tells those with a terminal, and waits that long for all to end. */
  public void drain(Duration timeout) {
    Set<Client> told;
    lock.lock();
    try {
      draining = true;
      told = Set.copyOf(clients);
    } finally {
      lock.unlock();
    }
    told.stream()
        .filter(Client::hasTerminal)
        .forEach(client -> Thread.ofVirtual().start(() -> tell(client, timeout)));
    awaitEmpty(timeout);
  }

  /** Ends every session now. */
  public void cutOff() {
    lock.lock();
    try {
      draining = true;
      clients.forEach(client -> client.end().post(new dev.hatchway.stream.ClientEvent.Gone()));
    } finally {
      lock.unlock();
    }
  }

  private static void tell(Client client, Duration timeout) {
    Voice voice = new Voice(client);
    voice.status(
        "the gateway is being stopped; this session ends in "
            + dev.hatchway.model.TimeSpan.format(timeout));
  }

  /** Waits until no session is left, but no longer than that. */
  public void awaitEmpty(Duration time) {
    lock.lock();
    try {
      long nanos = time.toNanos();
      while (!clients.isEmpty() && nanos > 0) {
        nanos = left.awaitNanos(nanos);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
  }
}
