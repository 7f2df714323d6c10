package dev.hatchway.access;

/** The answer to whether somebody may do something. */
public sealed interface Decision {
  /** It may be done. */
  record Allowed() implements Decision {}

  /** It may not be done; the reason is for the user. */
  record Denied(String reason) implements Decision {}
}
