package dev.hatchway.inside;

import dev.hatchway.container.OneOff.Owner;
import dev.hatchway.transfer.Attributes;
import dev.hatchway.transfer.Listing;
import dev.hatchway.transfer.ReadableFile;
import dev.hatchway.transfer.TransferException;
import java.nio.channels.FileChannel;
import java.time.Instant;
import java.util.Iterator;
import java.util.Optional;

/** One way to the files of a container. No link is followed at the end of a path. */
interface Store {
  Optional<Attributes> find(ContainerPath path) throws TransferException;

  /** Returns where a link leads to in the end, which need not be there. */
  ContainerPath targetOf(ContainerPath link) throws TransferException;

  /** Returns what is written in a link. */
  String textOf(ContainerPath link) throws TransferException;

  /** Returns who owns what is at a path. */
  Owner ownerOf(ContainerPath path) throws TransferException;

  Iterator<Listing.Child> list(ContainerPath folder) throws TransferException;

  ReadableFile open(ContainerPath file) throws TransferException;

  /** Gives a name to the whole content of a file at once, in place of what had it before. */
  void put(ContainerPath file, Stamp stamp, FileChannel content) throws TransferException;

  void makeFolder(ContainerPath folder, Stamp stamp) throws TransferException;

  void makeLink(ContainerPath link, String text, Stamp stamp) throws TransferException;

  /**
   * What is written on a new file or folder.
   *
   * @param mode the permission bits
   */
  record Stamp(Owner owner, int mode, Instant modified) {}
}
