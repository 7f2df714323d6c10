package dev.hatchway.ssh;

import dev.hatchway.access.Grant;
import dev.hatchway.model.ExitCode;
import dev.hatchway.model.Login;
import dev.hatchway.session.Client;
import dev.hatchway.session.Connection;
import dev.hatchway.session.Request;
import dev.hatchway.session.Sessions;
import java.net.InetSocketAddress;
import java.util.Optional;
import org.apache.sshd.common.AttributeRepository.AttributeKey;
import org.apache.sshd.server.session.ServerSession;

/** Where a channel becomes a session: on a virtual thread of its own. */
final class Door {
  private static final AttributeKey<Connection> CONNECTION = new AttributeKey<>();

  private final Sessions sessions;
  private final String account;
  private final boolean colourless;

  /**
   * @param account the name of the gateway's own account
   * @param colourless whether nobody gets colours
   */
  Door(Sessions sessions, String account, boolean colourless) {
    this.sessions = sessions;
    this.account = account;
    this.colourless = colourless;
  }

  boolean mayAllocateTerminal(ServerSession session) {
    return PublicKeyLogin.grant(session).map(Grant::terminal).orElse(false);
  }

  void open(SessionChannel channel, Request request) {
    ServerSession session = channel.getServerSession();
    Optional<Grant> grant = PublicKeyLogin.grant(session);
    if (grant.isEmpty()) {
      channel.finish(ExitCode.REFUSED);
      return;
    }
    Client client =
        new Client(
            connection(session),
            grant.get(),
            PublicKeyLogin.address(session),
            session.getLocalAddress() instanceof InetSocketAddress local ? local.getPort() : 0,
            Login.parse(session.getUsername(), account),
            request,
            channel.terminal(),
            colourless || channel.isColourless(),
            channel.end());
    Thread.ofVirtual().name("session").start(() -> sessions.serve(client, channel::finish));
  }

  /** Its end may wait for what is being made for it, and the library's threads must not. */
  private static Connection connection(ServerSession session) {
    return session.computeAttributeIfAbsent(
        CONNECTION,
        _ -> {
          Connection connection = new Connection();
          session.addCloseFutureListener(
              _ -> Thread.ofVirtual().name("connection-end").start(connection::end));
          return connection;
        });
  }
}
