package dev.hatchway.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An app that the operator declared in a file. What is absent here is taken from the image.
 *
 * @param processes the command of each process type, as a shell reads it, in the order of the file
 * @param volumes as {@code docker run --volume} takes them
 * @param entrypoint an empty list takes the image's entrypoint away
 * @param console what {@code console} runs: the name of a process type, or a command as a shell
 *     reads it
 * @param sizes limits by the name that {@code run --size} knows them by, besides those of the
 *     settings
 */
public record DeclaredApp(
    AppName name,
    ImageName image,
    Map<String, String> processes,
    Map<String, String> env,
    List<String> networks,
    List<String> volumes,
    Optional<String> user,
    Optional<String> workdir,
    Optional<List<String>> entrypoint,
    Limits limits,
    Optional<String> console,
    Map<String, Limits> sizes) {

  public DeclaredApp {
    processes.keySet().forEach(DeclaredApp::checkType);
    env.keySet().forEach(DeclaredApp::checkVariable);
    processes = Collections.unmodifiableMap(new LinkedHashMap<>(processes));
    env = Collections.unmodifiableMap(new LinkedHashMap<>(env));
    networks = List.copyOf(networks);
    volumes = List.copyOf(volumes);
    entrypoint = entrypoint.map(List::copyOf);
    sizes = Collections.unmodifiableMap(new LinkedHashMap<>(sizes));
  }

  private static void checkType(String type) {
    if (!ProcessName.isType(type)) {
      throw new IllegalArgumentException("processes has what cannot be a type: " + type);
    }
    if (type.equals(ProcessName.ONE_OFF)) {
      throw new IllegalArgumentException("processes has a type that belongs to one-offs: " + type);
    }
  }

  private static void checkVariable(String name) {
    if (name.isEmpty() || name.indexOf('=') >= 0 || name.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("env has what cannot be a variable: " + name);
    }
  }

  /** Without the environment, because it holds secrets and this may end in a log. */
  @Override
  public String toString() {
    return "declared app " + name + " (" + image + ")";
  }
}
