package dev.hatchway.command;

import java.util.OptionalLong;

/**
 * The limits that a client sets for its one-off; absent ones are those of the app's process.
 *
 * @param nanoCpus processors, in units of 10⁻⁹
 * @param memoryBytes memory, in bytes
 */
public record Limits(OptionalLong nanoCpus, OptionalLong memoryBytes) {
  /** No limit of the client's own. */
  public static final Limits NONE = new Limits(OptionalLong.empty(), OptionalLong.empty());

  public Limits {
    if (nanoCpus.orElse(1) <= 0 || memoryBytes.orElse(1) <= 0) {
      throw new IllegalArgumentException("a limit is more than nothing");
    }
  }
}
