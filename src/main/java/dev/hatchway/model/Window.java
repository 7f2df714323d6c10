package dev.hatchway.model;

/**
 * The size of a terminal in characters. A side that the client does not know is 0 (RFC 4254, 6.2);
 * none is larger than 65,535, which is what a kernel's {@code struct winsize} can hold.
 */
public record Window(int columns, int rows) {
  private static final int MOST = 0xFFFF;

  public Window {
    columns = Math.clamp(columns, 0, MOST);
    rows = Math.clamp(rows, 0, MOST);
  }
}
