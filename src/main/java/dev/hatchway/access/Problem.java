package dev.hatchway.access;

/**
 * What is wrong with a line of {@code authorized_keys}; such a line lets nobody in.
 *
 * @param line its number, from 1
 */
public record Problem(int line, String text) {
  @Override
  public String toString() {
    return "line " + line + ": " + text;
  }
}
