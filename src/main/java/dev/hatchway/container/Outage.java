package dev.hatchway.container;

/** What becomes of a program whose engine goes away and leaves it running. */
public enum Outage {
  /** The engine is away and waited for. */
  BEGUN,
  /** It is back, the program goes on, and what it wrote meanwhile has been handed over. */
  OVER,
  /** It is back and the program goes on; some of what it wrote meanwhile may be missing. */
  OVER_WITH_GAP,
  /** It is back, and the program has ended meanwhile. */
  OVER_AND_ENDED
}
