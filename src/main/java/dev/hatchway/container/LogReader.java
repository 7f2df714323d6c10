package dev.hatchway.container;

/** Takes the lines of a log that is followed, in the order of the log. */
public interface LogReader {
  void line(LogLine line);

  /** Hears that lines came and went before they could be read: the log is rotated too fast. */
  void missed();
}
