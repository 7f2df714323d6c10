package dev.hatchway.audit;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** The folder {@code var/audit} with its files, for nobody but the gateway's user. */
public record AuditFolder(Path path) {
  private static final String CURRENT = "events.jsonl";

  private static final Pattern CLOSED_NAME = Pattern.compile("events-[0-9]{12}\\.jsonl");
  private static final String TORN = CURRENT + ".torn-";
  private static final Pattern TORN_NAME = Pattern.compile(Pattern.quote(TORN) + "[0-9]+");

  private static final FileAttribute<Set<PosixFilePermission>> PRIVATE_FOLDER =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  static final Set<PosixFilePermission> PRIVATE = PosixFilePermissions.fromString("rw-------");

  /** Returns the folder of a home. */
  public static AuditFolder of(Path home) {
    return new AuditFolder(home.resolve("var").resolve("audit"));
  }

  /** Makes it if it is not there. */
  void make() throws IOException {
    Files.createDirectories(path, PRIVATE_FOLDER);
  }

  /** Returns whether there is one. */
  public boolean exists() {
    return Files.isDirectory(path);
  }

  /** The file that is being written. */
  Path current() {
    return path.resolve(CURRENT);
  }

  HeadFile head() {
    return new HeadFile(path.resolve("head"));
  }

  /**
   * The name of a file that is not written any more and begins with that line, with as many digits
   * as make the order of the names that of the lines.
   */
  Path closed(long firstSeq) {
    return path.resolve(String.format(Locale.ROOT, "events-%012d.jsonl", firstSeq));
  }

  /** A name that is free, for what is left of a line that was not finished. */
  Path torn() {
    int number = 1;
    while (Files.exists(path.resolve(TORN + number))) {
      number++;
    }
    return path.resolve(TORN + number);
  }

  /** The files that are not written any more, in the order of their lines. */
  List<Path> closedFiles() throws IOException {
    return named(CLOSED_NAME);
  }

  /** All files with lines, in the order of these. */
  List<Path> files() throws IOException {
    List<Path> files = new ArrayList<>(closedFiles());
    if (Files.exists(current())) {
      files.add(current());
    }
    return files;
  }

  /** What is left of lines that were not finished. */
  List<Path> tornFiles() throws IOException {
    return named(TORN_NAME);
  }

  private List<Path> named(Pattern name) throws IOException {
    try (var all = Files.list(path)) {
      return all.filter(file -> name.matcher(file.getFileName().toString()).matches())
          .sorted()
          .toList();
    }
  }

  /** Returns when the names of the files are on the disk. */
  void force() throws IOException {
    try (var folder = FileChannel.open(path, StandardOpenOption.READ)) {
      folder.force(true);
    }
  }
}
