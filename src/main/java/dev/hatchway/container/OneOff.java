package dev.hatchway.container;

import dev.hatchway.model.ProcessName;
import java.io.InputStream;

/** A one-off container that was created; nothing runs in it until it is started. */
public interface OneOff {
  ProcessName name();

  /** The engine's id of the container, 64 hexadecimal digits. */
  String container();

  /** Returns the user id and group id that its program runs as; 0 where that cannot be told. */
  Owner owner();

  /**
   * Unpacks a tar archive into the root of its file system.
   *
   * @throws EngineException if the engine refuses, for example a read-only file system
   */
  void unpack(InputStream tar);

  /**
   * Attaches to its streams and starts it, in the order in which no byte and no exit code is lost.
   *
   * @throws StartRefused if the program cannot be started
   */
  Program startAttached() throws StartRefused;

  /** Starts it on its own. */
  void startDetached() throws StartRefused;

  /** Returns its inside, for programs beside its own while that runs. */
  Inside inside();

  /** Removes the container with its file system, running or not; gone already is removed, too. */
  void remove();

  /** A user and a group by number. */
  record Owner(long user, long group) {}

  /** The engine could not start the program. */
  final class StartRefused extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient ProgramEnd.NotStarted end;

    public StartRefused(ProgramEnd.NotStarted end) {
      super(end.reason());
      this.end = end;
    }

    public ProgramEnd.NotStarted end() {
      return end;
    }
  }
}
