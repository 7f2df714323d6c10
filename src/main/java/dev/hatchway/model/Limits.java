package dev.hatchway.model;

import java.util.OptionalLong;

/**
 * What a container may use at most; what is absent is left as it is elsewhere.
 *
 * @param nanoCpus processors, in units of 10⁻⁹
 * @param memoryBytes memory, in bytes
 */
public record Limits(OptionalLong nanoCpus, OptionalLong memoryBytes) {
  /** No limit at all. */
  public static final Limits NONE = new Limits(OptionalLong.empty(), OptionalLong.empty());

  public Limits {
    if (nanoCpus.orElse(1) <= 0 || memoryBytes.orElse(1) <= 0) {
      throw new IllegalArgumentException("a limit is more than nothing");
    }
  }

  /** Returns these limits, and those of the other one where these say nothing. */
  public Limits orElse(Limits other) {
    return new Limits(
        nanoCpus.isPresent() ? nanoCpus : other.nanoCpus,
        memoryBytes.isPresent() ? memoryBytes : other.memoryBytes);
  }
}
