package dev.hatchway.command;

/** Whether a program is to have a terminal. */
public enum TerminalWish {
  /** If the client asked for one in the way of SSH, {@code ssh -t}. */
  AS_CLIENT,
  /** In any case ({@code --tty}). */
  ALWAYS,
  /** In no case ({@code --no-tty}). */
  NEVER
}
