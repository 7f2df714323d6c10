package dev.hatchway.container;

import dev.hatchway.model.Terminal;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is to be executed in a running container, and how.
 *
 * @param words the program and its arguments
 * @param environment what is added to the container's own variables
 * @param user who runs it, else the container's user
 * @param workdir where it runs, else the container's working directory
 * @param session the id of the session, by which the processes are found again
 */
public record EnterPlan(
    List<String> words,
    Map<String, String> environment,
    Optional<String> user,
    Optional<String> workdir,
    Optional<Terminal> terminal,
    String session) {
  public EnterPlan {
    words = List.copyOf(words);
    environment = Map.copyOf(environment);
  }
}
