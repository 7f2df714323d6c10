package dev.hatchway.container;

/**
 * Which of its two output streams a program wrote to; with a terminal it is always {@link #OUT}.
 */
public enum Output {
  OUT,
  ERR
}
