package dev.hatchway.inside;

import dev.hatchway.transfer.TransferException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** An absolute path in a container without {@code .}, {@code ..} and double slashes. */
record ContainerPath(List<String> names) {
  /** NAME_MAX and PATH_MAX of Linux. */
  private static final int LONGEST_NAME = 255;

  private static final int LONGEST = 4095;

  ContainerPath {
    names = List.copyOf(names);
  }

  /**
   * Reads what a client sent.
   *
   * @param workdir what a relative path, and {@code ~}, are relative to
   */
  static ContainerPath parse(String text, String workdir) throws TransferException {
    boolean home = text.equals("~") || text.startsWith("~/");
    String below = home ? text.substring(1) : text;
    String whole = home || !text.startsWith("/") ? workdir + "/" + below : below;
    List<String> names = new ArrayList<>();
    for (String step : whole.split("/", -1)) {
      switch (step) {
        case "", "." -> {}
        case ".." -> {
          if (!names.isEmpty()) {
            names.removeLast();
          }
        }
        default -> names.add(checked(step, text));
      }
    }
    ContainerPath path = new ContainerPath(names);
    if (bytes(path.toString()) > LONGEST) {
      throw TransferException.failure("path too long, at most " + LONGEST + " bytes");
    }
    return path;
  }

  /** Reads what the engine says a link leads to. */
  static ContainerPath ofTarget(String target) throws TransferException {
    return parse(target, "/");
  }

  boolean isRoot() {
    return names.isEmpty();
  }

  /** The last name; of the root an empty one. */
  String name() {
    return isRoot() ? "" : names.getLast();
  }

  /** The folder that it is in; of the root itself. */
  ContainerPath parent() {
    return isRoot() ? this : upTo(names.size() - 1);
  }

  /** The path of so many names from the root. */
  ContainerPath upTo(int steps) {
    return new ContainerPath(names.subList(0, steps));
  }

  ContainerPath and(List<String> more) {
    List<String> all = new ArrayList<>(names);
    all.addAll(more);
    return new ContainerPath(all);
  }

  /** Returns whether it is that folder or something in it. */
  boolean isWithin(ContainerPath folder) {
    int length = folder.names.size();
    return names.size() >= length && names.subList(0, length).equals(folder.names);
  }

  @Override
  public String toString() {
    return "/" + String.join("/", names);
  }

  private static String checked(String name, String text) throws TransferException {
    if (bytes(name) > LONGEST_NAME) {
      throw TransferException.failure(
          text + ": file name too long, at most " + LONGEST_NAME + " bytes");
    }
    return name;
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
