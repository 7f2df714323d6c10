package dev.hatchway.ssh;

import java.time.Duration;
import java.util.List;
import org.apache.sshd.common.io.IoSession;
import org.apache.sshd.common.session.helpers.AbstractSession;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.server.ServerFactoryManager;
import org.apache.sshd.server.session.ServerSessionImpl;
import org.apache.sshd.server.session.SessionFactory;

/**
 * A connection that knows when it has last heard from its client. Any packet counts, as it does for
 * {@code sshd}: a client at the end of a slow line answers late, but takes what it is sent.
 */
final class HeardSession extends ServerSessionImpl {
  private final Unanswered unanswered = new Unanswered();
  private volatile long lastHeard = System.nanoTime();

  private HeardSession(ServerFactoryManager server, IoSession socket) throws Exception {
    super(server, socket);
  }

  /** Makes connections of this kind. */
  static SessionFactory factory(ServerFactoryManager server) {
    return new SessionFactory(server) {
      @Override
      protected ServerSessionImpl doCreateSession(IoSession socket) throws Exception {
        return new HeardSession(getServer(), socket);
      }
    };
  }

  /** Those who are logged in; how long a login may take is bounded by itself. */
  static List<HeardSession> among(List<AbstractSession> all) {
    return all.stream()
        .filter(AbstractSession::isAuthenticated)
        .filter(HeardSession.class::isInstance)
        .map(HeardSession.class::cast)
        .toList();
  }

  /** How long nothing has come from the client. */
  Duration silence() {
    return Duration.ofNanos(System.nanoTime() - lastHeard);
  }

  /** The questions that it has not answered, for whoever asks. */
  Unanswered unanswered() {
    return unanswered;
  }

  @Override
  protected void handleMessage(Buffer buffer) throws Exception {
    lastHeard = System.nanoTime();
    super.handleMessage(buffer);
  }
}
