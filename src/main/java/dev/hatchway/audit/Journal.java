package dev.hatchway.audit;

/** Takes down events. */
public interface Journal {
  /**
   * Writes an event down, and returns when it cannot get lost any more; one that need not be forced
   * ({@link Event#isForced}) can, but only together with the machine.
   *
   * @throws NotRecordedException if it cannot be written; nothing of it is in the log then
   */
  void append(Event event) throws NotRecordedException;
}
