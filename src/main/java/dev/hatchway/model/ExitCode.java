package dev.hatchway.model;

/** How a session ended, 0 to 255; scripts depend on each of these numbers. */
public record ExitCode(int value) {
  public static final ExitCode OK = new ExitCode(0);

  /** Refused by the access rules. */
  public static final ExitCode REFUSED = new ExitCode(1);

  /** The words of the command are wrong. */
  public static final ExitCode USAGE = new ExitCode(2);

  /** No such app, or none that the key may see. */
  public static final ExitCode NO_SUCH_APP = new ExitCode(20);

  /** Ended by a time or idle limit, as {@code timeout(1)} says it. */
  public static final ExitCode TIME_UP = new ExitCode(124);

  /** Hatchway or the engine failed; {@code docker run} ends with the same number then. */
  public static final ExitCode GATEWAY_FAILED = new ExitCode(125);

  /** The program is there but cannot be executed, as a shell says it (POSIX, 2.8.2). */
  public static final ExitCode NOT_EXECUTABLE = new ExitCode(126);

  /** The program is not there, as a shell says it (POSIX, 2.8.2). */
  public static final ExitCode NOT_FOUND = new ExitCode(127);

  /** Interrupted from the keyboard: 128 and the number of SIGINT. */
  public static final ExitCode INTERRUPTED = new ExitCode(130);

  /** Killed: 128 and the number of SIGKILL, also what the kernel sends for lack of memory. */
  public static final ExitCode KILLED = new ExitCode(137);

  public ExitCode {
    if (value < 0 || value > 255) {
      throw new IllegalArgumentException("not an exit code: " + value);
    }
  }
}
