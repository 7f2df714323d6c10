package dev.hatchway.config;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/**
 * A file under {@code conf} that cannot be used. The message is for the operator: it names the
 * file, the line, the key and its value, and what is expected.
 */
public final class SettingsException extends RuntimeException {
  private static final long serialVersionUID = 1;

  SettingsException(String file, String problem) {
    super(file + ": " + problem);
  }

  SettingsException(String file, int line, String problem) {
    super(file + ":" + line + ": " + problem);
  }

  /** A file that the system does not let us read. */
  static SettingsException unreadable(String file, IOException e) {
    return new SettingsException(file, "cannot be read: " + reason(e));
  }

  /** Why the system does not let us read a file; its exceptions say it only by their class. */
  static String reason(IOException e) {
    return switch (e) {
      case AccessDeniedException _ -> "permission denied";
      case NoSuchFileException _ -> "no such file";
      case NotDirectoryException _ -> "not a folder";
      default -> String.valueOf(e.getMessage());
    };
  }
}
