package dev.hatchway.docker;

import java.time.Duration;

/**
 * All processes that an exec leaves in its container, however often they have forked, changed their
 * session or cleaned their environment. The engine has no call that ends an exec.
 */
sealed interface ProcessTree permits HostTree, RemoteTree {
  /**
   * Sends a signal such as {@code INT} to every process of the tree.
   *
   * @param leader its first process on the engine's host, 0 if not known
   */
  void signal(String name, long leader);

  /**
   * Ends the whole tree: TERM, then KILL for what is left after the patience.
   *
   * @param leader its first process on the engine's host, 0 if not known
   */
  void end(Duration patience, long leader);
}
