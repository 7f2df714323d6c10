package dev.hatchway.app;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * What an engine tells of one container, as plain values. The environment is not among them: it is
 * asked for when a one-off is made, and kept nowhere.
 *
 * @param name without the slash that the engine puts before it; empty while a container without a
 *     name is being removed
 * @param imageId the image that the container was made of, wherever its tag points now
 * @param imageName the image as it was asked for
 * @param command the program and its arguments, entrypoint included
 * @param exitCode of the last run; empty as long as there was none
 */
public record ContainerFacts(
    String id,
    String name,
    Map<String, String> labels,
    State state,
    String imageId,
    String imageName,
    List<String> command,
    Instant created,
    Optional<Instant> started,
    Optional<Instant> finished,
    OptionalInt exitCode) {

  private static final Pattern VALID_ID = Pattern.compile("[0-9a-f]{64}");

  /** As many characters as the docker program shows of an id. */
  private static final int SHORT_ID = 12;

  public ContainerFacts {
    if (!VALID_ID.matcher(id).matches()) {
      throw new IllegalArgumentException("not a container id: " + id);
    }
    if (name.contains("/")) {
      throw new IllegalArgumentException("not a container name: " + name);
    }
    labels = Map.copyOf(labels);
    command = List.copyOf(command);
  }

  /** Returns the value of a label, empty if the container does not have it. */
  public Optional<String> label(String key) {
    return Optional.ofNullable(labels.get(key));
  }

  /** Returns the first characters of the id, as the docker program shows them. */
  public String shortId() {
    return id.substring(0, SHORT_ID);
  }

  /** Without labels and command, because either may hold a secret and this may end in a log. */
  @Override
  public String toString() {
    return "container " + name + " (" + shortId() + ", " + state.word() + ")";
  }

  /** The states of a container, as the engine names them ({@code GET /containers/json}). */
  public enum State {
    CREATED,
    RUNNING,
    PAUSED,
    RESTARTING,
    REMOVING,
    EXITED,
    DEAD;

    /** Returns the state of that word, empty if there is none. */
    public static Optional<State> parse(String word) {
      return Arrays.stream(values()).filter(state -> state.word().equals(word)).findFirst();
    }

    /** The word of the engine, which is also the one that a user reads. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
