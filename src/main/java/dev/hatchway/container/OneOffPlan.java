package dev.hatchway.container;

import dev.hatchway.model.AppName;
import dev.hatchway.model.GatewayId;
import dev.hatchway.model.ImageName;
import dev.hatchway.model.Limits;
import dev.hatchway.model.OnDisconnect;
import dev.hatchway.model.ProcessName;
import dev.hatchway.model.Terminal;
import dev.hatchway.model.User;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A one-off container as it is to be made: a copy of an app's process with what the person asked to
 * be different.
 *
 * @param image the image to use instead of the origin's own; its defaults take their place, too
 * @param words the program and its arguments; empty: the process's own command
 * @param entrypoint instead of the process's own; an empty list: none
 * @param environment added to the process's variables
 * @param limits instead of the process's own limits
 * @param terminal of the client; empty: none
 * @param attached whether a client's input and output are connected to it
 */
public record OneOffPlan(
    AppName app,
    int number,
    Origin origin,
    Optional<ImageName> image,
    Optional<List<String>> words,
    Optional<List<String>> entrypoint,
    Map<String, String> environment,
    Optional<String> user,
    Optional<String> workdir,
    Limits limits,
    Optional<Terminal> terminal,
    boolean attached,
    Marks marks) {
  public OneOffPlan {
    words = words.map(List::copyOf);
    entrypoint = entrypoint.map(List::copyOf);
    environment = Map.copyOf(environment);
  }

  /** The name within the app, {@code run.7}. */
  public ProcessName name() {
    return new ProcessName(ProcessName.ONE_OFF, number);
  }

  /** The name of the container, {@code shop.run.7}. */
  public String containerName() {
    return app + "." + name();
  }

  /**
   * What is written on the container, so that every gateway knows it from there.
   *
   * @param owner who started it
   * @param session the id of the session that started it
   * @param deadline when it has run long enough
   * @param idle how long its terminal may be silent; zero: for ever
   * @param onDisconnect what becomes of it when its client disappears
   * @param name the name that its owner gave it
   * @param gateway the gateway that answers for it
   * @param detached whether it was started without a client at it
   * @param retention how long its container stays when it has ended; empty: until it is removed
   */
  public record Marks(
      User owner,
      String session,
      Instant deadline,
      Duration idle,
      OnDisconnect onDisconnect,
      Optional<String> name,
      GatewayId gateway,
      boolean detached,
      Optional<Duration> retention) {}
}
