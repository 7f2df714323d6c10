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
 * @param grant of the key that signed
 * @param terminal if the client asked for one
 */
public record Client(
    Grant grant,
    InetAddress address,
    Login login,
    Request request,
    Optional<Terminal> terminal,
    ClientEnd end) {

  boolean hasTerminal() {
    return terminal.isPresent();
  }
}
