package dev.hatchway.container;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a person wants to know of a container beside what every list shows. The values of its
 * variables are not among it.
 *
 * @param user that its program runs as, empty if the image says nothing, which means root
 * @param workdir where its program runs, empty for {@code /}
 * @param variables the names of its environment variables, in order
 * @param logDriver what keeps its output, such as {@code json-file}
 * @param restart when the engine starts it again, such as {@code always} or {@code no}
 */
public record Details(
    Optional<String> user,
    Optional<String> workdir,
    List<String> variables,
    List<Network> networks,
    List<Mount> mounts,
    Limits limits,
    String logDriver,
    String restart) {
  public Details {
    variables = List.copyOf(variables);
    networks = List.copyOf(networks);
    mounts = List.copyOf(mounts);
  }

  /**
   * A network that a container is on.
   *
   * @param address of the container, empty while it does not run
   */
  public record Network(String name, Optional<String> address) {}

  /**
   * Something that a container sees in its file system.
   *
   * @param kind in the words of the engine, such as {@code volume}
   * @param source the name of the volume or the folder of the host, may be empty
   * @param target where it is in the container
   */
  public record Mount(String kind, String source, String target, boolean writable) {}

  /**
   * What a container may use at most; empty: as much as there is.
   *
   * @param nanoCpus billionths of a processor
   * @param memory bytes
   * @param processes how many at a time
   */
  public record Limits(OptionalLong nanoCpus, OptionalLong memory, OptionalLong processes) {}
}
