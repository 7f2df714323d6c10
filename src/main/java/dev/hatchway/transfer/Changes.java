package dev.hatchway.transfer;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** What a client wants to be different about a file; what is empty stays as it is. */
public record Changes(OptionalLong size, OptionalInt mode, Optional<Instant> modified) {
  public static final Changes NONE =
      new Changes(OptionalLong.empty(), OptionalInt.empty(), Optional.empty());

  /** Of a process that serves files: what is new is nobody else's to write (umask(2), sshd(8)). */
  private static final int UMASK = 022;

  /** Returns these changes as they are made to something new, which is not said to be exact. */
  Changes masked() {
    return new Changes(
        size, mode.isPresent() ? OptionalInt.of(mode.getAsInt() & ~UMASK) : mode, modified);
  }

  /** Returns these changes, with those of the other wherever it has some. */
  public Changes with(Changes later) {
    return new Changes(
        later.size.isPresent() ? later.size : size,
        later.mode.isPresent() ? later.mode : mode,
        later.modified.isPresent() ? later.modified : modified);
  }
}
