package dev.hatchway.upload;

import dev.hatchway.transfer.Attributes;
import dev.hatchway.transfer.Listing;
import dev.hatchway.transfer.TransferException;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Optional;

/** The children of a folder of an inbox, read from the disk as they are asked for. */
final class FolderListing implements Listing {
  private final String name;
  private final DirectoryStream<Path> stream;
  private final Iterator<Path> children;

  @SuppressWarnings("StreamResourceLeak") // Whoever asked for the listing closes it.
  static FolderListing open(String name, Path folder) throws IOException {
    return new FolderListing(name, Files.newDirectoryStream(folder));
  }

  private FolderListing(String name, DirectoryStream<Path> stream) {
    this.name = name;
    this.stream = stream;
    this.children = stream.iterator();
  }

  @Override
  public Optional<Child> next() throws TransferException {
    try {
      while (children.hasNext()) {
        Path child = children.next();
        // Empty if it was removed meanwhile.
        Optional<Attributes> attributes = Disk.find(child);
        if (attributes.isPresent()) {
          return Optional.of(new Child(child.getFileName().toString(), attributes.get()));
        }
      }
      return Optional.empty();
    } catch (DirectoryIteratorException e) {
      throw TransferException.failure(name + ": the folder cannot be read to its end");
    } catch (IOException e) {
      throw TransferException.of(name, e);
    }
  }

  @Override
  public void close() throws TransferException {
    try {
      stream.close();
    } catch (IOException e) {
      throw TransferException.of(name, e);
    }
  }
}
