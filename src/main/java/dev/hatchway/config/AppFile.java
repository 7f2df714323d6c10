package dev.hatchway.config;

import dev.hatchway.model.AppName;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * An app that the operator declares in {@code conf/apps/NAME.yaml}. What is absent is the image's
 * own affair.
 *
 * @param processes the command line of each process type, in the order of the file
 * @param volumes each as {@code docker run --volume} takes it
 * @param entrypoint the words before each command; empty words mean none at all
 * @param nanoCpus billionths of one processor
 * @param memory bytes
 */
public record AppFile(
    AppName name,
    String image,
    Map<String, String> processes,
    Map<String, String> env,
    List<String> networks,
    List<String> volumes,
    Optional<String> user,
    Optional<String> workdir,
    Optional<List<String>> entrypoint,
    OptionalLong nanoCpus,
    OptionalLong memory) {
  public AppFile {
    if (image.isBlank()) {
      throw new IllegalArgumentException("an app has an image: " + name);
    }
    // Not Map.copyOf, which forgets the order.
    processes = Collections.unmodifiableMap(new LinkedHashMap<>(processes));
    env = Collections.unmodifiableMap(new LinkedHashMap<>(env));
    networks = List.copyOf(networks);
    volumes = List.copyOf(volumes);
    entrypoint = entrypoint.map(List::copyOf);
  }
}
