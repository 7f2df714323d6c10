package dev.hatchway.docker;

import dev.hatchway.model.ImageName;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds out which shell an image has. */
final class Shells {
  private static final List<String> FOLDERS = List.of("/bin/", "/usr/bin/", "/usr/local/bin/");
  private static final List<String> PATHS =
      Stream.of("bash", "sh")
          .flatMap(name -> FOLDERS.stream().map(folder -> folder + name))
          .toList();

  private final ImageFiles files;

  Shells(ImageFiles files) {
    this.files = files;
  }

  /** Returns {@code bash} or {@code sh}, empty if the container's image has neither. */
  Optional<String> find(String container, String image) {
    return files.first(PATHS, container, image).map(Shells::name);
  }

  /** The same for an image without a container. */
  Optional<String> find(ImageName image) {
    return files.first(PATHS, image).map(Shells::name);
  }

  private static String name(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
