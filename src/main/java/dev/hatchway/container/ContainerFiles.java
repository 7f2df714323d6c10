package dev.hatchway.container;

import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/**
 * The files of a container, whether it runs or not and whatever its image has. Paths are absolute,
 * and links on the way never lead out of the container. Who may use it has the rights of root
 * there. Every method may throw an {@link EngineException}.
 */
public interface ContainerFiles {
  /** Returns what is at the path, the link itself if it is one; empty if nothing is. */
  Optional<FileFacts> find(String path);

  /**
   * Returns a tar archive of what is at the path, a folder with all that is in it, as it is read.
   *
   * @throws EngineException.Gone if nothing is there
   */
  InputStream read(String path);

  /**
   * Unpacks a tar archive into a folder. A file takes the place of a file or a link of that name; a
   * folder that is there already takes mode, owner and time of the archive's.
   *
   * @throws EngineException if the engine refuses, for example a read-only file system
   */
  void write(String folder, InputStream tar);

  /** Returns the user and group that its program runs as; 0 where that cannot be told. */
  OneOff.Owner owner();

  /** Returns the folder that its program was started in. */
  String workdir();

  boolean isRunning();

  /**
   * Returns the folders that only a program inside the container sees: what is written there from
   * outside is lost without a word (measured on 20.10).
   */
  List<String> hidden();
}
