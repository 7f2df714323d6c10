package dev.hatchway;

import java.util.Optional;

/** The version of this Hatchway. */
final class Version {
  private Version() {}

  /** Returns what the jar says, or {@code unreleased} outside of one. */
  static String current() {
    return Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
        .orElse("unreleased");
  }
}
