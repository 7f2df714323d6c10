package dev.hatchway.transfer;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** What a client wants to be different about a file; what is empty stays as it is. */
public record Changes(OptionalLong size, OptionalInt mode, Optional<Instant> modified) {
  public static final Changes NONE =
      new Changes(OptionalLong.empty(), OptionalInt.empty(), Optional.empty());

  /** Returns these changes, with those of the other wherever it has some. */
  public Changes with(Changes later) {
    return new Changes(
        later.size.isPresent() ? later.size : size,
        later.mode.isPresent() ? later.mode : mode,
        later.modified.isPresent() ? later.modified : modified);
  }
}
