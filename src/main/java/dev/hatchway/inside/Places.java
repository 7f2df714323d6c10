package dev.hatchway.inside;

import dev.hatchway.container.ContainerFiles;
import dev.hatchway.transfer.Attributes;
import dev.hatchway.transfer.TransferException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Knows which way leads to which place of a container. */
final class Places {
  /** What the runtime makes for every container, which no image links to by other names. */
  private static final List<String> KERNEL = List.of("/proc", "/sys", "/dev");

  private final Store archive;
  private final Store tools;
  private final String workdir;
  private final List<ContainerPath> hidden = new ArrayList<>();
  private final boolean inMemory;

  Places(Store archive, Store tools, ContainerFiles files) {
    this.archive = archive;
    this.tools = tools;
    this.workdir = files.workdir();
    List<String> folders = files.hidden();
    this.inMemory = folders.stream().anyMatch(folder -> !KERNEL.contains(folder));
    for (String folder : folders) {
      hidden.add(
          new ContainerPath(
              List.of(folder.split("/+")).stream().filter(n -> !n.isEmpty()).toList()));
    }
  }

  String workdir() {
    return workdir;
  }

  Store byArchive() {
    return archive;
  }

  Store byTools() {
    return tools;
  }

  Store of(ContainerPath path) throws TransferException {
    return isHidden(path) ? tools : archive;
  }

  /** Returns whether only a program inside sees the place, whatever links lead to it. */
  boolean isHidden(ContainerPath path) throws TransferException {
    return isBelowHidden(path)
        || (inMemory
            && !path.isRoot()
            && isBelowHidden(real(path.parent()).and(List.of(path.name()))));
  }

  private boolean isBelowHidden(ContainerPath path) {
    return hidden.stream().anyMatch(path::isWithin);
  }

  /** The folder without a link on the way to it, as far as an archive sees. */
  private ContainerPath real(ContainerPath folder) throws TransferException {
    for (int step = 1; step <= folder.names().size(); step++) {
      ContainerPath way = folder.upTo(step);
      if (isBelowHidden(way)) {
        return folder;
      }
      Optional<Attributes> found = archive.find(way);
      if (found.filter(at -> at.kind() == Attributes.Kind.LINK).isPresent()) {
        List<String> rest = folder.names().subList(step, folder.names().size());
        // Where a link leads to in the end has no link on the way to it.
        return realBehind(archive.targetOf(way), rest);
      }
    }
    return folder;
  }

  private ContainerPath realBehind(ContainerPath target, List<String> rest)
      throws TransferException {
    ContainerPath behind = target.and(rest);
    return rest.isEmpty() || isBelowHidden(target) ? behind : real(behind);
  }
}
