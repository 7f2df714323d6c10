package dev.hatchway.session;

import dev.hatchway.app.Lookup;
import dev.hatchway.app.Process;
import dev.hatchway.model.ExitCode;

/** What a look-up found, or the refusal that it makes necessary. */
final class Found {
  private Found() {}

  static Process in(Lookup lookup) throws Refusal {
    return switch (lookup) {
      case Lookup.Found(Process process) -> process;
      case Lookup.None(String message) -> throw new Refusal(ExitCode.USAGE, message);
      case Lookup.Ambiguous(String message) -> throw new Refusal(ExitCode.USAGE, message);
    };
  }
}
