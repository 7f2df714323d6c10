package dev.hatchway.container;

import java.time.Instant;
import java.util.Optional;

/**
 * What the engine tells of a file in a container.
 *
 * @param mode the permission bits only, at most 07777
 * @param target of a link: where it leads to in the end, in the container's own file system
 */
public record FileFacts(Kind kind, long size, int mode, Instant modified, Optional<String> target) {
  /** What can stand in a file system. */
  public enum Kind {
    FILE,
    FOLDER,
    LINK,
    OTHER
  }
}
