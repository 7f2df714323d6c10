package dev.hatchway.tar;

import java.time.Instant;

/**
 * What the head of an entry says.
 *
 * @param name as it is written in the archive
 * @param mode the permission bits only, at most 07777
 * @param target of a link, else empty
 */
public record TarEntry(
    String name,
    Kind kind,
    long size,
    int mode,
    long user,
    long group,
    Instant modified,
    String target) {
  /** What an entry can be. */
  public enum Kind {
    FILE,
    FOLDER,
    LINK,
    OTHER
  }
}
