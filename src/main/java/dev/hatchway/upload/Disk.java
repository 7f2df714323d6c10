package dev.hatchway.upload;

import dev.hatchway.transfer.Attributes;
import dev.hatchway.transfer.Changes;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What an inbox does on the disk. No call in here follows a link. */
final class Disk {
  /** Folders are kept open for their owner, the gateway: it has to write into and remove them. */
  static final int OWNER_ACCESS = 0700;

  private static final int OWNER_READ_AND_WRITE = 0600;
  private static final int PERMISSIONS = 0777;

  /** The bit of the first permission, reading for the owner; the others follow downwards. */
  private static final int HIGHEST = 0400;

  private static final PosixFilePermission[] BITS = PosixFilePermission.values();

  private Disk() {}

  static Attributes attributes(Path path) throws IOException {
    PosixFileAttributes found =
        Files.readAttributes(path, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    Attributes.Kind kind =
        found.isRegularFile()
            ? Attributes.Kind.FILE
            : found.isDirectory()
                ? Attributes.Kind.FOLDER
                : found.isSymbolicLink() ? Attributes.Kind.LINK : Attributes.Kind.OTHER;
    long size = kind == Attributes.Kind.FILE ? found.size() : 0;
    Instant modified = found.lastModifiedTime().toInstant();
    return new Attributes(kind, size, mode(found.permissions()), 0, 0, modified);
  }

  /** Returns what is there, empty if nothing is. */
  static Optional<Attributes> find(Path path) throws IOException {
    try {
      return Optional.of(attributes(path));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /** Returns when it came here; the time that clients see and set may be any. */
  static Instant arrived(Path path) throws IOException {
    return ((FileTime) Files.getAttribute(path, "unix:ctime", LinkOption.NOFOLLOW_LINKS))
        .toInstant();
  }

  static boolean exists(Path path) {
    return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
  }

  static void makeFolder(Path path, int mode) throws IOException {
    int access = mode | OWNER_ACCESS;
    Files.createDirectory(path, PosixFilePermissions.asFileAttribute(permissions(access)));
    // The process's umask has taken bits away.
    setMode(path, access);
  }

  /** Makes the folder and those above it, unless they are there, for the gateway alone. */
  static void makeOwnFolders(Path path) throws IOException {
    Files.createDirectories(path, PosixFilePermissions.asFileAttribute(permissions(OWNER_ACCESS)));
  }

  static FileChannel create(Path path) throws IOException {
    Set<OpenOption> options =
        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);
    return FileChannel.open(
        path, options, PosixFilePermissions.asFileAttribute(permissions(OWNER_READ_AND_WRITE)));
  }

  static FileChannel open(Path path, StandardOpenOption access) throws IOException {
    return asOwner(path, () -> FileChannel.open(path, access, LinkOption.NOFOLLOW_LINKS));
  }

  /** The user may send a file that its owner cannot read, and the gateway is the owner. */
  private static <T> T asOwner(Path path, Step<T> step) throws IOException {
    try {
      return step.call();
    } catch (AccessDeniedException e) {
      int mode = attributes(path).mode();
      setMode(path, mode | OWNER_READ_AND_WRITE);
      try {
        return step.call();
      } finally {
        setMode(path, mode);
      }
    }
  }

  static InputStream openStream(Path path) throws IOException {
    return Channels.newInputStream(open(path, StandardOpenOption.READ));
  }

  /** Sets mode and time; the size is the business of who counts it. */
  static void change(Path path, Changes changes) throws IOException {
    // The time first: the JDK opens a file to set it, which the new mode may forbid.
    if (changes.modified().isPresent()) {
      FileTime time = FileTime.from(changes.modified().get());
      asOwner(
          path,
          () -> {
            Files.getFileAttributeView(
                    path, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                .setTimes(time, time, null);
            return path;
          });
    }
    if (changes.mode().isPresent()) {
      setMode(path, changes.mode().getAsInt());
    }
  }

  static void changeFolder(Path path, Changes changes) throws IOException {
    OptionalInt mode =
        changes.mode().isPresent()
            ? OptionalInt.of(changes.mode().getAsInt() | OWNER_ACCESS)
            : OptionalInt.empty();
    change(path, new Changes(OptionalLong.empty(), mode, changes.modified()));
  }

  /** Looks first: told not to follow links, the JDK opens the file, which its mode may forbid. */
  private static void setMode(Path path, int mode) throws IOException {
    if (Files.isSymbolicLink(path)) {
      throw new AccessDeniedException(path.toString());
    }
    Files.setPosixFilePermissions(path, permissions(mode));
  }

  /** Returns all files and folders below the folder, each folder before what is in it. */
  static List<Entry> entries(Path folder) throws IOException {
    List<Entry> entries = new ArrayList<>();
    try (var found = Files.walk(folder)) {
      for (Path path : (Iterable<Path>) found.skip(1)::iterator) {
        Attributes attributes = attributes(path);
        switch (attributes.kind()) {
          case FILE, FOLDER -> entries.add(entry(folder, path, attributes));
          // Nobody can send one; if it was put there on the disk, it stays on the disk.
          case LINK, OTHER -> {}
        }
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    entries.sort(Comparator.comparing(Entry::path));
    return entries;
  }

  private static Entry entry(Path folder, Path path, Attributes attributes) {
    return new Entry(
        folder.relativize(path).toString(),
        attributes.kind() == Attributes.Kind.FOLDER,
        attributes.size(),
        attributes.mode() & PERMISSIONS,
        attributes.modified(),
        path);
  }

  /** Removes a folder with all that is in it. */
  static void removeTree(Path folder) throws IOException {
    if (!exists(folder)) {
      return;
    }
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes found)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException failure)
              throws IOException {
            if (failure != null) {
              throw failure;
            }
            Files.delete(visited);
            return FileVisitResult.CONTINUE;
          }
        });
  }

  /**
   * Moves all that is in a folder into another, and returns how many folders both had, which are
   * one now. A file whose name is taken gets the next free one of {@code name.1}, {@code name.2}.
   */
  static int merge(Path from, Path into) throws IOException {
    int merged = 0;
    List<Path> inTheWay = new ArrayList<>();
    try (var children = Files.newDirectoryStream(from)) {
      for (Path child : children) {
        Path target = into.resolve(child.getFileName());
        if (!exists(target)) {
          Files.move(child, target);
        } else if (isFolder(child) && isFolder(target)) {
          merged += 1 + merge(child, target);
        } else {
          inTheWay.add(child);
        }
      }
    }
    // Last, so that a file that was called name.1 all along keeps its name.
    for (Path child : inTheWay) {
      Files.move(child, freeName(into.resolve(child.getFileName())));
    }
    Files.delete(from);
    return merged;
  }

  private static Path freeName(Path taken) throws FileAlreadyExistsException {
    String name = taken.getFileName().toString();
    for (int number = 1; number < Integer.MAX_VALUE; number++) {
      String suffix = "." + number;
      String start = name;
      while (InboxPath.bytes(start + suffix) > InboxPath.LONGEST_NAME) {
        start = start.substring(0, start.offsetByCodePoints(start.length(), -1));
      }
      Path free = taken.resolveSibling(start + suffix);
      if (!exists(free)) {
        return free;
      }
    }
    throw new FileAlreadyExistsException(name);
  }

  static boolean isFolder(Path path) {
    return Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
  }

  private static int mode(Set<PosixFilePermission> permissions) {
    int mode = 0;
    for (int bit = 0; bit < BITS.length; bit++) {
      mode |= permissions.contains(BITS[bit]) ? HIGHEST >> bit : 0;
    }
    return mode;
  }

  private static Set<PosixFilePermission> permissions(int mode) {
    Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
    for (int bit = 0; bit < BITS.length; bit++) {
      if ((mode & (HIGHEST >> bit)) != 0) {
        permissions.add(BITS[bit]);
      }
    }
    return permissions;
  }

  /** Something that the mode of a file may forbid. */
  private interface Step<T> {
    T call() throws IOException;
  }
}
