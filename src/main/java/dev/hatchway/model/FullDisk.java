package dev.hatchway.model;

import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Tells a disk that has no room from one that fails for another reason. */
public final class FullDisk {
  private FullDisk() {}

  /** Java has no type for it, only the words of the C library for ENOSPC and EDQUOT. */
  public static boolean caused(@Nullable Throwable failure) {
    String message = Optional.ofNullable(failure).map(Throwable::getMessage).orElse("");
    return Stream.of("No space left on device", "Disk quota exceeded").anyMatch(message::contains);
  }
}
