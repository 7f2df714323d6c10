package dev.hatchway.access;

import java.io.IOException;

/** The key file as a whole cannot be used; the message is for the operator and names the file. */
public final class UnreadableKeysException extends IOException {
  private static final long serialVersionUID = 1;

  UnreadableKeysException(String message) {
    super(message);
  }
}
