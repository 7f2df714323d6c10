package dev.hatchway.container;

/** A wait for the end of a container's main program, which another thread may give up. */
public interface EndWatch extends AutoCloseable {
  /** Waits until the program has ended and says how; lost if the wait is given up. */
  ProgramEnd await();

  /** Gives the wait up. */
  @Override
  void close();
}
