package dev.hatchway.ssh;

import java.util.Set;

/** The signals that a client may send to its program (RFC 4254, 6.10). */
final class Signals {
  static final String INTERRUPT = "INT";

  private static final Set<String> KNOWN =
      Set.of(
          "ABRT", "ALRM", "FPE", "HUP", "ILL", INTERRUPT, "KILL", "PIPE", "QUIT", "SEGV", "TERM",
          "USR1", "USR2");

  private Signals() {}

  static boolean isKnown(String name) {
    return KNOWN.contains(name);
  }
}
