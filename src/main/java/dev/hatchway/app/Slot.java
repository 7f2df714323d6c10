package dev.hatchway.app;

/** Which one of the processes of its type a container is. */
public sealed interface Slot {
  /** The tool has numbered it. */
  record Numbered(int number) implements Slot {
    public Numbered {
      if (number < 1) {
        throw new IllegalArgumentException("not a process number: " + number);
      }
    }
  }

  /**
   * The tool has no numbers, so its processes are counted.
   *
   * @param key what stays the same as long as it is the same process; containers with one key take
   *     turns
   */
  record Counted(String key) implements Slot {}
}
