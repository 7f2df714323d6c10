package dev.hatchway.inside;

import dev.hatchway.container.ContainerFiles;
import dev.hatchway.container.EngineException;
import dev.hatchway.container.FileFacts;
import dev.hatchway.container.OneOff.Owner;
import dev.hatchway.tar.TarEntry;
import dev.hatchway.tar.TarHead;
import dev.hatchway.tar.TarReader;
import dev.hatchway.transfer.Attributes;
import dev.hatchway.transfer.Listing;
import dev.hatchway.transfer.ReadableFile;
import dev.hatchway.transfer.TransferException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** The way by archives: it needs nothing in the image, and the container need not run. */
final class ArchiveStore implements Store {
  /** The engine can only tell a whole folder, so that much of it is read to list one. */
  private static final long MOST_TO_LIST = 1L << 30;

  /** Two blocks of zeros end an archive. */
  private static final byte[] END = new byte[2 * TarHead.BLOCK];

  private final ContainerFiles files;

  ArchiveStore(ContainerFiles files) {
    this.files = files;
  }

  @Override
  public Optional<Attributes> find(ContainerPath path) throws TransferException {
    return facts(path).map(ArchiveStore::attributes);
  }

  @Override
  public ContainerPath targetOf(ContainerPath link) throws TransferException {
    Optional<String> target = facts(link).flatMap(FileFacts::target);
    if (target.isEmpty()) {
      throw TransferException.noSuchFile(link.toString());
    }
    return ContainerPath.ofTarget(target.get());
  }

  @Override
  public String textOf(ContainerPath link) throws TransferException {
    return head(link).target();
  }

  @Override
  public Owner ownerOf(ContainerPath path) throws TransferException {
    TarEntry head = head(path);
    return new Owner(head.user(), head.group());
  }

  @Override
  public Iterator<Listing.Child> list(ContainerPath folder) throws TransferException {
    List<Listing.Child> children = new ArrayList<>();
    try (InputStream archive = read(folder)) {
      TarReader reader = new TarReader(archive);
      long bytes = 0;
      for (var entry = reader.next(); entry.isPresent(); entry = reader.next()) {
        child(entry.get()).ifPresent(children::add);
        bytes += entry.get().size();
        if (bytes > MOST_TO_LIST) {
          throw TransferException.unsupported(
              folder
                  + ": operation unsupported: there is too much below to list it without `find`"
                  + " in the image; name what you want");
        }
      }
      return children.iterator();
    } catch (IOException e) {
      throw TransferException.of(folder.toString(), e);
    }
  }

  @Override
  public ReadableFile open(ContainerPath file) throws TransferException {
    return ArchivedFile.open(file.toString(), () -> read(file));
  }

  @Override
  public void put(ContainerPath file, Stamp stamp, FileChannel content) throws TransferException {
    try {
      long size = content.size();
      byte[] head =
          head(stamp).of(file.name(), TarHead.Type.FILE, size, stamp.mode(), seconds(stamp));
      content.position(0);
      write(
          file,
          List.of(
              new ByteArrayInputStream(head),
              Channels.newInputStream(content),
              new ByteArrayInputStream(TarHead.padding(size))));
    } catch (IOException e) {
      throw TransferException.of(file.toString(), e);
    }
  }

  @Override
  public void makeFolder(ContainerPath folder, Stamp stamp) throws TransferException {
    byte[] head =
        head(stamp).of(folder.name() + "/", TarHead.Type.FOLDER, 0, stamp.mode(), seconds(stamp));
    write(folder, List.of(new ByteArrayInputStream(head)));
  }

  @Override
  public void makeLink(ContainerPath link, String text, Stamp stamp) throws TransferException {
    byte[] head = head(stamp).ofLink(link.name(), text, seconds(stamp));
    write(link, List.of(new ByteArrayInputStream(head)));
  }

  private Optional<FileFacts> facts(ContainerPath path) throws TransferException {
    try {
      return files.find(path.toString());
    } catch (EngineException e) {
      throw failed(path, e);
    }
  }

  /** The head of the archive of a path; the rest is not read. */
  private TarEntry head(ContainerPath path) throws TransferException {
    try (InputStream archive = read(path)) {
      return new TarReader(archive)
          .next()
          .orElseThrow(() -> TransferException.noSuchFile(path.toString()));
    } catch (IOException e) {
      throw TransferException.of(path.toString(), e);
    }
  }

  private InputStream read(ContainerPath path) throws TransferException {
    try {
      return files.read(path.toString());
    } catch (EngineException.Gone e) {
      throw TransferException.noSuchFile(path.toString());
    } catch (EngineException e) {
      throw failed(path, e);
    }
  }

  private void write(ContainerPath path, List<InputStream> parts) throws TransferException {
    List<InputStream> all = new ArrayList<>(parts);
    all.add(new ByteArrayInputStream(END));
    try {
      files.write(path.parent().toString(), new SequenceInputStream(Collections.enumeration(all)));
    } catch (EngineException.Gone e) {
      throw TransferException.noSuchFile(path.parent().toString());
    } catch (EngineException e) {
      throw failed(path, e);
    }
  }

  private static TransferException failed(ContainerPath path, EngineException e) {
    if (e instanceof EngineException.Away) {
      return TransferException.failure(path + ": the container engine does not answer");
    }
    String reason = String.valueOf(e.getMessage());
    return reason.contains("read-only")
        ? TransferException.denied(path + ": read-only file system")
        : TransferException.failure(path + ": " + reason);
  }

  private static TarHead head(Stamp stamp) {
    return new TarHead(stamp.owner().user(), stamp.owner().group());
  }

  private static long seconds(Stamp stamp) {
    return stamp.modified().getEpochSecond();
  }

  /** Below the folder's own name, {@code app/file}; all names begin with a slash for the root. */
  private static Optional<Listing.Child> child(TarEntry entry) {
    String name = entry.name();
    int end = name.endsWith("/") ? name.length() - 1 : name.length();
    String below = name.substring(Math.min(name.indexOf('/') + 1, end), end);
    return below.isEmpty() || below.contains("/")
        ? Optional.empty()
        : Optional.of(new Listing.Child(below, attributes(entry)));
  }

  private static Attributes attributes(FileFacts facts) {
    Attributes.Kind kind =
        switch (facts.kind()) {
          case FILE -> Attributes.Kind.FILE;
          case FOLDER -> Attributes.Kind.FOLDER;
          case LINK -> Attributes.Kind.LINK;
          case OTHER -> Attributes.Kind.OTHER;
        };
    return new Attributes(kind, facts.size(), facts.mode(), 0, 0, facts.modified());
  }

  static Attributes attributes(TarEntry entry) {
    Attributes.Kind kind =
        switch (entry.kind()) {
          case FILE -> Attributes.Kind.FILE;
          case FOLDER -> Attributes.Kind.FOLDER;
          case LINK -> Attributes.Kind.LINK;
          case OTHER -> Attributes.Kind.OTHER;
        };
    return new Attributes(
        kind,
        entry.size(),
        entry.mode(),
        (int) entry.user(),
        (int) entry.group(),
        entry.modified());
  }
}
