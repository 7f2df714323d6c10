package dev.hatchway.container;

import java.util.Optional;

/**
 * The inside of a container that runs. Every method may throw {@link EngineException.Gone} or
 * {@link EngineException.Conflict} if it runs no longer.
 */
public interface Inside {
  /** Starts a program there. */
  Program enter(EnterPlan plan);

  /** Returns the first shell that its image has, {@code bash} before {@code sh}. */
  Optional<String> shell();

  /** Returns the path of the program by which its image serves SFTP. */
  Optional<String> sftpServer();
}
