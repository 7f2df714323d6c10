package dev.hatchway.session;

import dev.hatchway.access.Grant;
import dev.hatchway.model.Login;
import dev.hatchway.model.Terminal;
import dev.hatchway.stream.ClientEnd;
import java.net.InetAddress;
import java.util.Optional;

/**
 * One request of one client, with all that is known of it.
 *
 * @param connection that it is a channel of
 * @param grant of the key that signed
 * @param port of the gateway that the client connected to
 * @param terminal if the client asked for one
 */
public record Client(
    Connection connection,
    Grant grant,
    InetAddress address,
    int port,
    Login login,
    Request request,
    Optional<Terminal> terminal,
    ClientEnd end) {

  private static final int USUAL_PORT = 22;

  /** The client's own command, as it has to be typed to come here again. */
  String ssh() {
    return port == USUAL_PORT ? "ssh" : "ssh -p " + port;
  }

  boolean hasTerminal() {
    return terminal.isPresent();
  }
}
