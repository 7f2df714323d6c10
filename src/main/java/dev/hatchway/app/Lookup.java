package dev.hatchway.app;

/** What came of looking for one process. The messages are for the user, without a mark before. */
public sealed interface Lookup {
  /** It is this one. */
  record Found(Process process) implements Lookup {}

  /** There is none. */
  record None(String message) implements Lookup {}

  /** There are several, and none of them is meant more than the others. */
  record Ambiguous(String message) implements Lookup {}
}
