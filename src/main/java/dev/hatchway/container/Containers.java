package dev.hatchway.container;

import dev.hatchway.app.Process;
import dev.hatchway.model.ImageName;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Consumer;

/**
 * A container engine, as far as the gateway needs one. Every method may throw an {@link
 * EngineException}.
 */
public interface Containers {
  /**
   * Creates a one-off.
   *
   * @throws EngineException.Conflict if its name is taken
   */
  OneOff create(OneOffPlan plan);

  /**
   * Creates a one-off whose own program does nothing but wait, for programs that are entered; its
   * plan's words and entrypoint are not used.
   *
   * @throws EngineException.Conflict if its name is taken
   */
  OneOff createWaiting(OneOffPlan plan);

  /**
   * Returns all one-offs that any gateway has made, running or not, as one call tells them: not
   * when they started and ended.
   */
  List<Process> oneOffs();

  /**
   * Returns a process as it is at this moment.
   *
   * @throws EngineException.Gone if it is gone
   */
  Process asItIs(Process process);

  /**
   * Removes a container that does not run, with its file system; gone already is removed, too.
   *
   * @throws EngineException.Conflict if it runs
   */
  void remove(Process process);

  /** Returns the inside of a process's container. */
  Inside inside(Process process);

  /**
   * Connects to the main program of a container: to its streams if it has an open input, else to
   * what the engine keeps of its output. Either begins with the last of what it has written before.
   * Of a program that has ended there is the last output, and its end.
   */
  Program attach(Process process);

  /** Begins to wait for the end of the main program of a container. */
  EndWatch watch(Process process);

  /** Returns the first shell in the image that a one-off would be made from. */
  Optional<String> shell(Origin origin);

  /** Returns the first shell in an image that the engine has. */
  Optional<String> shell(ImageName image);

  /**
   * Returns the words that a process was started with, without those of its entrypoint; none if it
   * has only that.
   */
  List<String> command(Process process);

  /**
   * Begins to fetch an image from its registry.
   *
   * @return empty if the engine has it
   * @throws EngineException.Gone if it is an id, which no registry knows
   */
  Optional<Pull> pull(ImageName image);

  /** Stops a container: its stop signal, then KILL after that time. */
  void stop(Process process, Duration patience);

  /**
   * Sends a signal to a container's main program.
   *
   * @param signal its name without {@code SIG}, or its number
   * @throws EngineException.Conflict if it does not run
   */
  void kill(Process process, String signal);

  /**
   * Hands the lines that a container's log has now to the reader, oldest first.
   *
   * @throws EngineException.Unsupported if its log cannot be read
   */
  void logs(Process process, LogQuery query, Consumer<LogLine> reader);

  /**
   * Hands every line of a container's log after a known one to the reader, each once, and goes on
   * until its program has ended or the thread is interrupted.
   *
   * @param known a line that {@link #logs} has handed over; empty: all lines are new
   * @throws EngineException.Unsupported if its log cannot be read
   */
  void follow(Process process, Optional<LogLine> known, LogReader reader);

  /** Returns what there is to know of a container beside its facts. */
  Details details(Process process);

  /**
   * Returns the environment variables of an app, by name. Their values are secrets: they go to
   * those who may have them and nowhere else.
   */
  SortedMap<String, String> environment(Origin origin);

  /** Returns what these use now, asked for at once; one that does not answer is left out. */
  Map<Process, Usage> usage(List<Process> processes);

  /**
   * Returns the id of the image that a name or an id means now, empty if there is no such image.
   */
  Optional<String> imageId(String name);

  /** Returns the name of the machine that a process runs on, empty if the engine does not tell. */
  Optional<String> node(Process process);

  /** Returns whether the image's name means another image by now than the process runs. */
  boolean hasMoved(Process process);
}
