package dev.hatchway;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A folder with a thousand files, many of them with names that something could stumble over. */
final class OddTree {
  static final int FILES = 1_000;

  /** What the folder is called. */
  static final String NAME = "tree";

  private static final int FOLDERS = 20;

  /** A number of differences that shows what went wrong. */
  private static final int WORTH_SHOWING = 20;

  private static final int LARGEST = 4_000;
  private static final Instant LONG_AGO = Instant.parse("2020-02-29T12:34:56Z");

  /** Those that every common umask leaves as they are. */
  private static final List<String> MODES =
      List.of("rw-r--r--", "rw-------", "rwxr-xr-x", "r--r--r--");

  private static final List<String> NAMES =
      List.of(
          "two words",
          " begins with a blank",
          "ends with one ",
          "it's",
          "say \"so\"",
          "*",
          "a*b?[c]{d,e}",
          "$(touch x)",
          "`touch x`",
          "$HOME",
          "-rf",
          "--",
          "a;b&c|d<e>f",
          "#hash",
          "~",
          "!!",
          "100%20%s",
          "web.1:x",
          "tab\there",
          "bell\u0007esc\u001b[31m",
          "ünïcödé-日本",
          "e\u0301 is not \u00e9",
          "😀",
          "x".repeat(255),
          "é".repeat(127) + "y");

  private OddTree() {}

  /** Makes one, with names that a client of these abilities can carry. */
  static Path make(Machine machine, Set<FileClient.Keeps> keeps) {
    Path top = machine.folder("odd").resolve(NAME);
    List<String> names = new ArrayList<>(NAMES);
    if (keeps.contains(FileClient.Keeps.NEWLINES)) {
      names.addAll(List.of("new\nline", "\n"));
    }
    if (keeps.contains(FileClient.Keeps.BACKSLASHES_AND_DOTS)) {
      names.addAll(List.of("back\\slash", "..."));
    }
    var random = new Random(FILES);
    try {
      for (int number = 0; number < FILES; number++) {
        Path folder = top.resolve(folder(number % FOLDERS, names));
        Files.createDirectories(folder);
        int turn = number / FOLDERS;
        String name = turn < names.size() ? names.get(turn) : "file" + number;
        write(folder.resolve(name), random, number);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return top;
  }

  /** The names at the top, none of them odd. */
  static List<String> tops() {
    return IntStream.range(0, FOLDERS).mapToObj(number -> "folder" + number).toList();
  }

  /** Every second folder has one more step, with an odd name. */
  private static String folder(int number, List<String> names) {
    return "folder" + number + (number % 2 == 0 ? "" : "/" + names.get(number % names.size()));
  }

  private static void write(Path file, Random random, int number) throws IOException {
    byte[] bytes = new byte[random.nextInt(LARGEST)];
    random.nextBytes(bytes);
    Files.write(file, bytes);
    Files.setLastModifiedTime(file, FileTime.from(LONG_AGO.plusSeconds(number)));
    String mode = MODES.get(number % MODES.size());
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
  }

  /** What one folder has that the other does not: a line for each, at most twenty. */
  static List<String> differences(Path one, Path other, Set<FileClient.Keeps> same) {
    List<String> sent = describe(one, same);
    List<String> found = describe(other, same);
    var lines = new ArrayList<String>();
    sent.stream()
        .filter(line -> !found.contains(line))
        .map("missing: "::concat)
        .forEach(lines::add);
    found.stream().filter(line -> !sent.contains(line)).map("new: "::concat).forEach(lines::add);
    return lines.subList(0, Math.min(lines.size(), WORTH_SHOWING));
  }

  /** A line for each file and folder below, with its bytes and what else is to be the same. */
  private static List<String> describe(Path top, Set<FileClient.Keeps> same) {
    try (Stream<Path> all = Files.walk(top)) {
      return all.filter(path -> !path.equals(top))
          .sorted()
          .map(path -> describe(top, path, same))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String describe(Path top, Path path, Set<FileClient.Keeps> same) {
    try {
      var line = new StringBuilder(top.relativize(path).toString());
      if (same.contains(FileClient.Keeps.MODES)) {
        line.append(' ').append(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)));
      }
      if (Files.isDirectory(path)) {
        return line.append('/').toString();
      }
      if (same.contains(FileClient.Keeps.TIMES)) {
        line.append(' ').append(Files.getLastModifiedTime(path).to(TimeUnit.SECONDS));
      }
      return line.append(' ').append(Digest.ofFile(path)).toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
