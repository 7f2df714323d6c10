package dev.hatchway.transfer;

import java.time.Instant;

/**
 * What a tree tells of one of its files. The mode holds the permission bits only, at most 07777.
 */
public record Attributes(Kind kind, long size, int mode, int owner, int group, Instant modified) {
  private static final int PERMISSIONS = 07777;

  /** What can stand in a tree. */
  public enum Kind {
    FILE,
    FOLDER,
    LINK,
    OTHER
  }

  public Attributes {
    if (size < 0) {
      throw new IllegalArgumentException("not a size: " + size);
    }
    mode = mode & PERMISSIONS;
  }

  boolean isFolder() {
    return kind == Kind.FOLDER;
  }
}
