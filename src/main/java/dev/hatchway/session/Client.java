package dev.hatchway.session;

import dev.hatchway.access.Grant;
import dev.hatchway.model.Login;
import dev.hatchway.model.Terminal;
import dev.hatchway.stream.ClientEnd;
import java.net.InetAddress;
import java.util.Optional;
import java.util.Set;

/**
 * One request of one client, with all that is known of it.
 *
 * @param connection that it is a channel of
 * @param grant of the key that signed
 * @param port of the gateway that the client connected to
 * @param terminal if the client asked for one
 * @param colourless whether the client, or who runs the gateway, wants no colours (no-color.org)
 */
public record Client(
    Connection connection,
    Grant grant,
    InetAddress address,
    int port,
    Login login,
    Request request,
    Optional<Terminal> terminal,
    boolean colourless,
    ClientEnd end) {

  private static final int USUAL_PORT = 22;

  /** Terminals that obey nothing (terminfo(5)), and the one that is not known. */
  private static final Set<String> WITHOUT_COLOURS = Set.of("dumb", "");

  /** The client's own command, as it has to be typed to come here again. */
  String ssh() {
    return port == USUAL_PORT ? "ssh" : "ssh -p " + port;
  }

  boolean hasTerminal() {
    return terminal.isPresent();
  }

  /** Returns whether what the gateway says to it may have colours. */
  boolean colours() {
    return !colourless && terminal.filter(t -> !WITHOUT_COLOURS.contains(t.type())).isPresent();
  }

  /** The same client behind another end. */
  Client behind(ClientEnd another) {
    return new Client(
        connection, grant, address, port, login, request, terminal, colourless, another);
  }
}
