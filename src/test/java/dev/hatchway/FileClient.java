package dev.hatchway;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A program, or a library, that carries files over SSH, in the way in which its users use it. The
 * far paths hold no character that any of them gives a meaning; what is in a tree does.
 */
interface FileClient {
  /** What a client brings along beside names and bytes, where it is told to. */
  enum Keeps {
    MODES,
    TIMES,
    /** Names with a newline; the lines of the old scp protocol have no room for one. */
    NEWLINES,
    /** Names with a backslash and names of dots, which {@code pscp} takes for no names. */
    BACKSLASHES_AND_DOTS
  }

  Set<Keeps> keeps();

  /** Puts a file there under that path. */
  void put(Path file, String far);

  void get(String far, Path file);

  /** Puts a folder there with all that is in it, under a path that ends with its own name. */
  void putTree(Path folder, String far);

  /** Gets a folder from there; the near one does not exist yet. */
  void getTree(String far, Path folder);

  /** What the client shows of a folder there, empty if it has no way to ask. */
  default Optional<List<String>> list(String far) {
    return Optional.empty();
  }
}
